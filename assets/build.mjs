// Copies the vendored files and their licences into the package, and what only tests need into tests/pages/vendor.
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";

const pages = "../src/dragoman/pages/static/vendor";
const places = [
  { name: "cytoscape", file: "dist/cytoscape.min.js", to: pages },
  { name: "d3-array", file: "dist/d3-array.min.js", to: pages },
  { name: "d3-geo", file: "dist/d3-geo.min.js", to: pages },
  { name: "topojson-client", file: "dist/topojson-client.min.js", to: pages },
  { name: "world-atlas", file: "countries-50m.json", to: pages },
  { name: "axe-core", file: "axe.min.js", to: "../tests/pages/vendor" },
];
for (const { name, file, to } of places) {
  mkdirSync(to, { recursive: true });
  const from = `node_modules/${name}`;
  copyFileSync(`${from}/${file}`, `${to}/${file.split("/").at(-1)}`);
  copyFileSync(`${from}/LICENSE`, `${to}/${name}.LICENSE`);
  const { version } = JSON.parse(readFileSync(`${from}/package.json`, "utf8"));
  writeFileSync(`${to}/${name}.version`, `${version}\n`);
}
