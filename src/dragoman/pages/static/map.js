// Draws the places that the table below the map tells; near ones are drawn as one until the scale parts them.
(() => {
  "use strict";
  const figure = document.querySelector("[data-map]");
  const view = document.querySelector("[data-map-view]");
  if (!figure || !view || !window.d3?.geoNaturalEarth1 || !window.topojson) return;
  const points = JSON.parse(figure.querySelector("[data-points]").textContent);
  const card = figure.querySelector("[data-map-card]");
  const SVG = "http://www.w3.org/2000/svg";
  const make = (name, attributes, parent) => {
    const made = document.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    parent?.append(made);
    return made;
  };
  const LARGEST = 48, WIDTH = 1000, HEIGHT = 500;
  const most = Math.max(12, ...points.map((each) => each.contacts));
  const radius = (contacts) => Math.min(26, 4 + 15 * Math.sqrt(contacts / most)) * Math.min(1, Math.max(0.6, size.width / 900));
  const projection = d3.geoNaturalEarth1().fitExtent([[6, 6], [WIDTH - 6, HEIGHT - 6]], { type: "Sphere" });
  const path = d3.geoPath(projection);
  for (const each of points) [each.x, each.y] = projection(each.at);

  const svg = make("svg", { "aria-hidden": "true", class: "map-drawing" }, view);
  const base = make("g", {}, svg);
  const top = make("g", {}, svg);
  const at = { scale: 1, x: 0, y: 0 }; // what is drawn at (px, py) of the plane stands at (px * scale + x, …) of the view
  let size = { width: 1, height: 1 };

  // ---------------------------------------------------------------- what is drawn

  const measure = document.createElement("canvas").getContext("2d");
  const group = () => {
    const found = [];
    for (const each of points) { // the most frequent first: it gives its place to those joined with it
      const x = each.x * at.scale + at.x, y = each.y * at.scale + at.y;
      const near = found.find((other) => other.vague === each.vague && Math.hypot(other.x - x, other.y - y) < 0.8 * (radius(other.contacts) + radius(each.contacts)));
      if (near) { near.members.push(each); near.contacts += each.contacts; }
      else found.push({ x, y, vague: each.vague, contacts: each.contacts, members: [each] });
    }
    return found;
  };
  const words = (each) => { // a town rather than a building in it
    const { name } = each.members.find((member) => member.kind === "city") ?? each.members[0];
    return each.members.length === 1 ? name : `${name} +${each.members.length - 1}`;
  };
  const apart = (one, other) => one[2] < other[0] || one[0] > other[2] || one[3] < other[1] || one[1] > other[3];
  const label = (each, taken) => {
    const r = radius(each.contacts), text = words(each), width = measure.measureText(text).width + 4;
    const places = [ // where it begins, how it is anchored, the box it fills
      [each.x + r + 4, each.y, "start"], [each.x - r - 4, each.y, "end"], [each.x, each.y - r - 9, "middle"], [each.x, each.y + r + 9, "middle"],
    ].map(([x, y, anchor]) => { const left = x - { start: 1, end: width, middle: width / 2 }[anchor]; return { x, y, anchor, box: [left, y - 8, left + width, y + 8] }; });
    const free = places.find(({ box }) => box[0] > 2 && box[2] < size.width - 2 && taken.every((other) => apart(box, other)));
    if (!free) return;
    taken.push(free.box);
    make("text", { x: free.x, y: free.y, "text-anchor": free.anchor, class: "label" }, top).textContent = text;
  };
  const draw = () => {
    base.setAttribute("transform", `translate(${at.x} ${at.y}) scale(${at.scale})`);
    top.replaceChildren();
    const groups = group().filter((each) => each.x > -40 && each.y > -40 && each.x < size.width + 40 && each.y < size.height + 40);
    const taken = groups.map((each) => { const r = radius(each.contacts); return [each.x - r, each.y - r, each.x + r, each.y + r]; });
    measure.font = getComputedStyle(view).font;
    const drawn = [...groups].sort((one, other) => (other.vague - one.vague) || one.contacts - other.contacts); // the last on top
    for (const [place, each] of drawn.entries()) {
      const r = radius(each.contacts);
      const mark = make("g", { class: each.vague ? "point vague" : "point exact" }, top);
      make("circle", { cx: each.x, cy: each.y, r }, mark);
      const covered = drawn.slice(place + 1).some((other) => Math.hypot(other.x - each.x, other.y - each.y) < radius(other.contacts) + 6);
      if (r > 9 && each.contacts > 1 && !covered) make("text", { x: each.x, y: each.y, class: "number" }, mark).textContent = each.contacts;
      mark.addEventListener("pointerenter", () => tell(each, false));
      mark.addEventListener("pointerleave", () => { if (!card.dataset.kept) card.hidden = true; });
      mark.addEventListener("click", () => choose(each));
    }
    for (const each of [...groups].sort((one, other) => other.contacts - one.contacts)) label(each, taken);
  };

  // ---------------------------------------------------------------- what a point tells

  const tell = (each, keep) => {
    if (card.dataset.kept && !keep) return;
    card.replaceChildren();
    const list = document.createElement("ul");
    for (const member of each.members.slice(0, 10)) {
      const item = document.createElement("li"), link = document.createElement("a");
      link.href = member.url;
      link.textContent = member.name;
      item.append(link, ` ${member.contacts}`);
      list.append(item);
    }
    if (each.members.length > 10) { const more = document.createElement("li"); more.textContent = `and ${each.members.length - 10} more`; list.append(more); }
    card.append(list);
    if (keep) {
      const close = document.createElement("button");
      close.type = "button";
      close.textContent = "Close";
      close.addEventListener("click", forget);
      card.append(close);
      card.dataset.kept = "yes";
    }
    card.hidden = false;
  };
  const forget = () => { delete card.dataset.kept; card.hidden = true; };
  const choose = (each) => {
    if (moved > 4) return;
    if (each.members.length === 1) { location.href = each.members[0].url; return; }
    forget();
    const [width, height] = ["x", "y"].map((axis) => { const all = each.members.map((member) => member[axis]); return Math.max(...all) - Math.min(...all); });
    const wanted = Math.min(size.width / (2.5 * width + 1e-6), size.height / (2.5 * height + 1e-6));
    if (wanted > at.scale * 1.3 && at.scale < LARGEST) look(each.members, wanted);
    else tell(each, true);
  };

  // ---------------------------------------------------------------- where one looks

  const least = () => Math.min(size.width / WIDTH, size.height / HEIGHT);
  const clamp = () => {
    at.scale = Math.min(LARGEST, Math.max(least(), at.scale));
    for (const [axis, whole, own] of [["x", size.width, WIDTH], ["y", size.height, HEIGHT]]) {
      const spare = whole - own * at.scale;
      at[axis] = spare > 0 ? spare / 2 : Math.min(0, Math.max(spare, at[axis]));
    }
    view.classList.toggle("whole", at.scale <= least() * 1.001);
  };
  const scale = (factor, x = size.width / 2, y = size.height / 2) => {
    const before = at.scale;
    at.scale = factor === 0 ? least() : Math.min(LARGEST, Math.max(least(), before * factor));
    at.x = x - (x - at.x) * at.scale / before;
    at.y = y - (y - at.y) * at.scale / before;
    clamp();
    draw();
  };
  const look = (members, wanted) => {
    const xs = members.map((each) => each.x), ys = members.map((each) => each.y);
    at.scale = Math.min(LARGEST, Math.max(least(), wanted));
    at.x = size.width / 2 - at.scale * (Math.max(...xs) + Math.min(...xs)) / 2;
    at.y = size.height / 2 - at.scale * (Math.max(...ys) + Math.min(...ys)) / 2;
    clamp();
    draw();
  };
  const lookAtAll = () => {
    const xs = points.map((each) => each.x), ys = points.map((each) => each.y);
    const wanted = Math.min(size.width / (Math.max(...xs) - Math.min(...xs) + 60), size.height / (Math.max(...ys) - Math.min(...ys) + 60));
    look(points, Math.min(wanted, least() * 4));
  };

  // ---------------------------------------------------------------- pointer, keys, buttons

  const pointers = new Map();
  let moved = 0;
  view.addEventListener("pointerdown", (event) => { pointers.set(event.pointerId, event); moved = 0; });
  view.addEventListener("pointermove", (event) => {
    const before = pointers.get(event.pointerId);
    if (!before) return;
    const other = [...pointers.values()].find((each) => each.pointerId !== event.pointerId);
    moved += Math.abs(event.clientX - before.clientX) + Math.abs(event.clientY - before.clientY);
    if (moved > 4 && !view.hasPointerCapture(event.pointerId)) view.setPointerCapture(event.pointerId);
    pointers.set(event.pointerId, event);
    if (other) {
      const span = (one) => Math.hypot(one.clientX - other.clientX, one.clientY - other.clientY);
      const frame = view.getBoundingClientRect();
      scale(span(event) / Math.max(1, span(before)), (event.clientX + other.clientX) / 2 - frame.left, (event.clientY + other.clientY) / 2 - frame.top);
      return;
    }
    at.x += event.clientX - before.clientX;
    at.y += event.clientY - before.clientY;
    clamp();
    draw();
  });
  for (const name of ["pointerup", "pointercancel"]) view.addEventListener(name, (event) => pointers.delete(event.pointerId));
  view.addEventListener("wheel", (event) => {
    if (!event.ctrlKey && !event.metaKey) return; // else the page scrolls
    event.preventDefault();
    const frame = view.getBoundingClientRect();
    scale(2 ** (-event.deltaY / 200), event.clientX - frame.left, event.clientY - frame.top);
  }, { passive: false });
  view.addEventListener("dblclick", (event) => {
    const frame = view.getBoundingClientRect();
    scale(2, event.clientX - frame.left, event.clientY - frame.top);
  });
  view.addEventListener("keydown", (event) => {
    const step = { ArrowLeft: [60, 0], ArrowRight: [-60, 0], ArrowUp: [0, 60], ArrowDown: [0, -60] }[event.key];
    const factor = { "+": 2, "=": 2, "-": 0.5, 0: 0 }[event.key];
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape") { forget(); return; }
    if (!step && factor === undefined) return;
    event.preventDefault();
    if (step) { at.x += step[0]; at.y += step[1]; clamp(); draw(); }
    else scale(factor);
  });
  for (const button of figure.querySelectorAll("[data-scale]")) button.addEventListener("click", () => scale(+button.dataset.scale));
  const fit = () => {
    const frame = view.getBoundingClientRect();
    if (!frame.width) return;
    size = { width: frame.width, height: frame.height };
    svg.setAttribute("viewBox", `0 0 ${size.width} ${size.height}`);
    lookAtAll();
  };

  fetch(figure.dataset.world).then((answer) => answer.json()).then((world) => {
    const countries = topojson.feature(world, world.objects.countries).features.filter((each) => each.properties.name !== "Antarctica");
    make("path", { d: path({ type: "Sphere" }), class: "sea" }, base);
    make("path", { d: path({ type: "FeatureCollection", features: countries }), class: "land" }, base);
    make("path", { d: path(topojson.mesh(world, world.objects.countries, (one, other) => one !== other)), class: "border" }, base);
    view.hidden = false;
    for (const tools of figure.querySelectorAll("[data-map-tools]")) tools.hidden = false;
    fit();
    new ResizeObserver(() => { if (Math.abs(view.getBoundingClientRect().width - size.width) > 1) fit(); }).observe(view);
    figure.dataset.drawn = "yes";
  }).catch(() => figure.classList.add("undrawn"));
})();
