// node hocuspocus-server.mjs PORT FILE: Hocuspocus as its documentation starts it, with its own SQLite store.
import { Server } from "@hocuspocus/server";
import { SQLite } from "@hocuspocus/extension-sqlite";

const [port, database] = process.argv.slice(2);
const server = new Server({ port: Number(port), address: "127.0.0.1", quiet: true, extensions: [new SQLite({ database })] });
await server.listen();
console.log("listening");
process.on("SIGTERM", () => server.destroy().then(() => process.exit(0)));
