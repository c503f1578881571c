// Turns one SVG (standard input) into one PNG (standard output), with the fonts beside this file and no others.
import { readFileSync, readdirSync, writeSync } from "node:fs";
import { join } from "node:path";

const NOT_INSTALLED = 3;
const fonts = join(import.meta.dirname, "fonts");

let Resvg;
try {
  ({ Resvg } = await import("@resvg/resvg-js"));
} catch {
  process.exit(NOT_INSTALLED);
}

const drawing = new Resvg(readFileSync(0, "utf8"), {
  font: {
    loadSystemFonts: false,
    fontFiles: readdirSync(fonts).filter((name) => name.endsWith(".ttf")).map((name) => join(fonts, name)),
    defaultFontFamily: "Literata",
  },
});
const png = drawing.render().asPng();
for (let sent = 0; sent < png.length; ) {
  sent += writeSync(1, png, sent);
}
