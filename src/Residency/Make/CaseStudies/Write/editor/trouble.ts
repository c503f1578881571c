/** Why a text can no longer be written here. */
export type Trouble = "signedOut" | "forbidden" | "gone" | "refused" | "lineage" | "outdated" | "unreachable";

const troubles: Readonly<Record<string, Trouble>> = {
  "4400": "refused", "4401": "signedOut", "4403": "forbidden", "4404": "gone", "4409": "lineage", "4426": "outdated",
  refused: "refused", lineage: "lineage", schema: "outdated", outdated: "outdated", "signed-out": "signedOut", forbidden: "forbidden", gone: "gone",
};

/** The trouble that a close code or a reason given with it stands for, if it is one that does not pass. */
export function troubleIn(code: number, reason: string): Trouble | undefined {
  return troubles[String(code)] ?? troubles[reason] ?? troubles[/^\d{4}/.exec(reason)?.[0] ?? ""];
}

/** The trouble that a refused request for a ticket stands for. */
export function troubleOf(status: number): Trouble {
  switch (status) {
    case 401:
      return "signedOut";
    case 403:
      return "forbidden";
    case 404:
      return "gone";
    default:
      return "outdated";
  }
}
