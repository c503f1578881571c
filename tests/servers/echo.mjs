// Answers each line of JSON with the same object, its count raised by one.
import { createInterface } from "node:readline";

for await (const line of createInterface({ input: process.stdin })) {
  const said = JSON.parse(line);
  if (typeof said.count !== "number") throw new Error("no count");
  console.log(JSON.stringify({ ...said, count: said.count + 1 }));
}
