// Renders a JSON array of Markdown texts from standard input with markdown-it and the CJK-friendly plugin, as a JSON array.
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { readFileSync } from "node:fs";

const require = createRequire(pathToFileURL(process.argv[2] + "/"));
const MarkdownIt = require("markdown-it");
const plugin = await import(pathToFileURL(process.argv[2] + "/node_modules/markdown-it-cjk-friendly/dist/index.js"));
const md = new (MarkdownIt.default ?? MarkdownIt)("commonmark").enable("strikethrough").use(plugin.default);
process.stdout.write(JSON.stringify(JSON.parse(readFileSync(0, "utf8")).map((text) => md.render(text))));
