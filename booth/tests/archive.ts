// What an archive holds, for the tests only: it is read, not checked.
export interface Archive {
  readonly election: string;
  readonly ballots: readonly string[];
}

export function readArchive(tar: Buffer): Archive {
  const files = new Map<string, string>();
  const events: { type: string; payload?: string }[] = [];
  for (let at = 0; at < tar.length; ) {
    const [name = ""] = tar.toString("latin1", at, at + 100).split("\0");
    const size = parseInt(tar.toString("latin1", at + 124, at + 136), 8);
    const text = tar.toString("utf8", at + 512, at + 512 + size);
    if (name.endsWith(".event.json")) events.push(JSON.parse(text));
    else files.set(name.replace(".data.json", ""), text);
    at += 512 + Math.ceil(size / 512) * 512;
  }
  const setup = JSON.parse(files.get(events.find((event) => event.type === "Setup")!.payload!)!);
  return {
    election: files.get(setup.election)!,
    ballots: events.filter((event) => event.type === "Ballot").map((event) => files.get(event.payload!)!),
  };
}
