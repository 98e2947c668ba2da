// Copies the vendored files and their licences into the package, and what only tests need into tests/pages/vendor.
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";

const places = [
  { name: "cytoscape", file: "dist/cytoscape.min.js", to: "../src/dragoman/pages/static/vendor" },
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
