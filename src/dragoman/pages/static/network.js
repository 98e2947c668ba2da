// Draws the network that the table below it tells.
(() => {
  "use strict";
  const read = (name) => { const at = document.querySelector(`[${name}]`); return at ? JSON.parse(at.textContent) : null; };
  const graph = read("data-graph");
  const place = document.querySelector("[data-network]");
  if (!graph || !place || !window.cytoscape) return;
  const most = Math.max(...graph.ties.map((tie) => tie.contacts));
  const heaviest = Math.max(...graph.nodes.map((node) => node.weight));
  const draw = () => {
    const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
    const network = window.cytoscape({
      container: place,
      elements: [
        ...graph.nodes.map((node) => ({ data: { id: node.id, label: (node.flag ? `${node.flag} ` : "") + node.name, weight: node.weight } })),
        ...graph.ties.map((tie) => ({ data: { id: `${tie.one}-${tie.other}`, source: tie.one, target: tie.other, contacts: tie.contacts } })),
      ],
      style: [
        { selector: "node", style: {
          "label": "data(label)", "font-family": "system-ui, sans-serif", "font-size": 11, "color": colour("--ink"),
          "background-color": colour("--accent"), "text-valign": "bottom", "text-margin-y": 3, "z-index": "data(weight)",
          "text-background-color": colour("--paper"), "text-background-opacity": 0.8, "text-background-padding": 1,
          "width": (node) => 10 + 26 * Math.sqrt(node.data("weight") / heaviest), "height": (node) => 10 + 26 * Math.sqrt(node.data("weight") / heaviest),
        } },
        { selector: "node.crowded", style: { "text-opacity": 0, "text-background-opacity": 0 } },
        { selector: "node.looked", style: { "text-opacity": 1, "text-background-opacity": 1, "z-index": 9 } },
        { selector: "edge", style: { "width": (tie) => 1 + 5 * Math.sqrt(tie.data("contacts") / most), "line-color": colour("--rule-strong"), "curve-style": "haystack" } },
      ],
      layout: {
        name: "cose", animate: false, randomize: false, padding: 24, componentSpacing: 60, numIter: 1500,
        nodeRepulsion: 12000 * Math.max(1, graph.nodes.length / 24), idealEdgeLength: 70 * Math.max(1, Math.sqrt(graph.nodes.length / 60)),
      },
      minZoom: 0.2, maxZoom: 2.5,
    });
    if (network.zoom() > 1.4) { network.zoom(1.4); network.center(); }
    const uncrowd = () => { // of names that would cover one another, those of the busiest are shown, the rest when looked at
      network.style().selector("node").style("font-size", Math.max(11, 9.5 / network.zoom())).update();
      const nodes = network.nodes().removeClass("crowded").sort((one, other) => other.data("weight") - one.data("weight"));
      const taken = [];
      const crowded = nodes.filter((node) => {
        const box = node.renderedBoundingBox({ includeNodes: false, includeEdges: false, includeOverlays: false });
        const free = taken.every((other) => box.x2 < other.x1 || box.x1 > other.x2 || box.y2 < other.y1 || box.y1 > other.y2);
        if (free) taken.push(box);
        return !free;
      });
      crowded.addClass("crowded");
    };
    let waiting = 0;
    network.on("viewport resize", () => { clearTimeout(waiting); waiting = setTimeout(uncrowd, 120); });
    network.on("mouseover", "node", (event) => event.target.addClass("looked"));
    network.on("mouseout", "node", (event) => event.target.removeClass("looked"));
    uncrowd();
    network.on("tap", "node", (event) => { location.href = `/actor/${encodeURIComponent(event.target.id())}`; });
    network.on("tap", "edge", (event) => {
      const query = new URLSearchParams(location.search);
      query.delete("actor");
      query.append("actor", event.target.source().id());
      query.append("actor", event.target.target().id());
      location.href = `/?${query}`;
    });
    return network;
  };
  let network = draw();
  new MutationObserver(() => { network.destroy(); network = draw(); }).observe(document.documentElement, { attributeFilter: ["data-theme"] });
})();
