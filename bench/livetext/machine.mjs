// What the operating system says of a process.
import { readFileSync } from "node:fs";

/** Processor time of a process in milliseconds, all its threads together. */
export function cpuOf(pid) {
  const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
  const rest = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return (Number(rest[11]) + Number(rest[12])) * 10;
}

/** Megabytes of memory that a process holds. */
export function residentOf(pid) {
  return Math.round(Number(readFileSync(`/proc/${pid}/status`, "utf8").match(/^VmRSS:\s+(\d+)/m)[1]) / 102.4) / 10;
}

/** Milliseconds in which the processors did anything, for anybody, since the machine started. */
export function busyMs() {
  const [user, nice, system, , , interrupt, soft] = readFileSync("/proc/stat", "utf8").split("\n")[0].trim().split(/\s+/).slice(1).map(Number);
  return (user + nice + system + interrupt + soft) * 10;
}
