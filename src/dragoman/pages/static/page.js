// Light and dark, passages that light one another, decisions by keyboard, progress of a reading.
// Every page works without it.
(() => {
  "use strict";
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const remember = (name, value) => { try { localStorage.setItem(name, value); } catch { /* not kept */ } };
  const recall = (name) => { try { return localStorage.getItem(name); } catch { return null; } };

  for (const button of all("[data-theme-switch]")) {
    button.hidden = false;
    button.addEventListener("click", () => {
      const root = document.documentElement;
      const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
      root.dataset.theme = dark ? "light" : "dark";
      remember("theme", root.dataset.theme);
    });
  }

  for (const box of all("[data-layer]")) {
    const kept = recall(`layer-${box.dataset.layer}`);
    if (kept !== null) box.checked = kept === "on";
    box.addEventListener("change", () => remember(`layer-${box.dataset.layer}`, box.checked ? "on" : "off"));
  }

  // A record and its words have a mark in common; looking at one lights the other.
  const marked = new Map();
  for (const element of all("[data-r]")) {
    for (const mark of element.dataset.r.split(" ")) {
      if (!marked.has(mark)) marked.set(mark, []);
      marked.get(mark).push(element);
    }
  }
  const light = (element, on) => {
    for (const mark of element.dataset.r.split(" ")) {
      for (const other of marked.get(mark) ?? []) other.classList.toggle("lit", on);
    }
  };
  for (const [enter, leave] of [["mouseover", "mouseout"], ["focusin", "focusout"]]) {
    document.addEventListener(enter, (event) => { const at = event.target.closest?.("[data-r]"); if (at) light(at, true); });
    document.addEventListener(leave, (event) => { const at = event.target.closest?.("[data-r]"); if (at) light(at, false); });
  }
  document.addEventListener("click", (event) => {
    const at = event.target.closest?.("[data-r]");
    if (!at || event.target.closest("a, button, input")) return;
    const inText = at.closest(".source-text") !== null;
    const other = at.dataset.r.split(" ").flatMap((mark) => marked.get(mark) ?? [])
      .find((each) => (each.closest(".source-text") !== null) !== inText);
    other?.scrollIntoView({ block: "center", behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth" });
  });

  const found = document.querySelector(".on-found");
  if (found) { found.id = "found"; found.scrollIntoView({ block: "center" }); }

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("input, textarea, select")) return;
    if (event.key === "/") { document.getElementById("find")?.focus(); event.preventDefault(); return; }
    const target = all("[data-key]").find((each) => each.dataset.key.split(" ").includes(event.key.toLowerCase()));
    if (!target) return;
    event.preventDefault();
    if (target instanceof HTMLFormElement) target.requestSubmit();
    else target.click();
  });
  for (const form of all("form")) {
    form.addEventListener("submit", (event) => {
      if (form.dataset.sent && form.method === "post") { event.preventDefault(); return; }
      form.dataset.sent = "yes";
    });
  }

  for (const drop of all("[data-drop]")) {
    const input = drop.querySelector("input");
    for (const name of ["dragover", "dragleave", "drop"]) {
      drop.addEventListener(name, (event) => {
        event.preventDefault();
        drop.classList.toggle("over", name === "dragover");
        if (name === "drop") input.files = event.dataTransfer.files;
      });
    }
  }

  const job = document.querySelector("[data-job]");
  if (job?.dataset.job) {
    const look = async () => {
      try {
        const state = await (await fetch(job.dataset.job)).json();
        for (const name of ["read", "contacts", "statements"]) job.querySelector(`[data-count=${name}]`).textContent = state[name];
        job.querySelector("[data-step]").textContent = `, ${state.step}`;
        if (state.state === "done" || state.state === "failed") { location.reload(); return; }
      } catch { /* the server is busy; ask again */ }
      setTimeout(look, 600);
    };
    setTimeout(look, 400);
  }
  document.querySelector(".top nav a[aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });
  for (const calendar of all(".calendar")) calendar.scrollLeft = calendar.scrollWidth;
  if (matchMedia("(max-width: 60rem)").matches) for (const facets of all(".facets")) facets.open = false;
})();
