// Words selected in the text go into the form; a list of names grows as it is filled.  The forms work without it.
(() => {
  "use strict";
  const text = document.querySelector("[data-select]");
  const words = document.getElementById("words");
  const at = document.querySelector("[data-at]");
  // Where a point of the page stands in the text, in characters (code points).
  const place = (node, offset) => {
    const range = document.createRange();
    range.setStart(text.querySelector(".text"), 0);
    range.setEnd(node, offset);
    return [...range.toString()].length;
  };
  if (text && words) {
    const take = () => {
      const chosen = getSelection();
      if (!chosen || chosen.isCollapsed || !chosen.rangeCount) return;
      const range = chosen.getRangeAt(0);
      const inside = text.querySelector(".text");
      if (!inside.contains(range.startContainer) || !inside.contains(range.endContainer) || !range.toString().trim()) return;
      words.value = range.toString().trim();
      at.value = place(range.startContainer, range.startOffset);
    };
    text.addEventListener("mouseup", take);
    text.addEventListener("keyup", take);
    words.addEventListener("input", () => { at.value = ""; });
  }
  for (const field of document.querySelectorAll("[data-several]")) {
    field.addEventListener("input", () => {
      const places = [...field.querySelectorAll("input")];
      const last = places.at(-1);
      if (!last.value || places.length >= 30) return;
      const more = last.cloneNode();
      more.value = "";
      more.setAttribute("aria-label", last.getAttribute("aria-label").replace(/\d+$/, String(places.length + 1)));
      last.after(more);
    });
  }
})();
