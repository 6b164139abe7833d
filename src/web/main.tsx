import "./style.css";
import type { Press } from "./desk.tsx";
import { keys } from "./keys.ts";
import { panes } from "./panes.tsx";

document.documentElement.classList.add("js");
// A table that is wider than the window is scrolled by keys too.
for (const table of document.querySelectorAll(".scroll")) table.setAttribute("tabindex", "0");
const page = panes(document);
let press: Press | null = null;
keys(document, page, (key) => press?.(key) ?? false);
if (document.getElementById("desk") !== null && page.selection !== null) {
  const { selection } = page;
  void import("./desk.tsx")
    .then(({ desk }) => desk(document, selection))
    .then((made) => {
      press = made;
    });
}
if (document.getElementById("entry") !== null) void import("./entry.ts").then(({ entry }) => entry(document));
if (document.getElementById("add") !== null) void import("./adding.tsx").then(({ adding }) => adding(document));
if (document.getElementById("same") !== null) {
  void import("./pairs.tsx").then(({ pairs }) => {
    press = pairs(document);
  });
}
if (document.getElementById("make") !== null) {
  void import("./making.tsx").then(({ making }) => {
    press = making(document);
  });
}
