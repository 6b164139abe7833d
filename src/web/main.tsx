import "./style.css";
import { keys } from "./keys.ts";
import { panes } from "./panes.tsx";

document.documentElement.classList.add("js");
const page = panes(document);
keys(document, page);
if (document.getElementById("entry") !== null) void import("./entry.ts").then(({ entry }) => entry(document));
