import "./style.css";
import { keys } from "./keys.ts";
import { panes } from "./panes.tsx";

document.documentElement.classList.add("js");
const page = panes(document);
keys(document, page);
