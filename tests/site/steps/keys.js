// The ceremony of keys, the credentials, and the box: by the commands that the pages show, as they stand there.
import assert from "node:assert/strict";

import { electors } from "../plot.js";
import { theClockShows } from "./founding.js";

const room = ({ id }) => `/c/${id}/trustee`;
export const box = "electors";

/** Everybody goes a step on before the next begins. */
async function each(people, act) {
  for (const [index, person] of people.entries()) await act(person, index + 1);
}

export async function keysAreMade(world) {
  const { id, officer, trustees } = world;
  await officer.go(`/c/${id}/office/ceremony`);
  if (world.serverKeeps) {
    await officer.press("boxes-server-key-make");
    await officer.told("said-server-key-made");
  } else {
    await officer.command("#server-key", "--plain");
    await officer.send("#server-key", { file: "server.json" });
    await officer.told("said-piece-kept");
  }

  await each(trustees, async (trustee, place) => {
    await trustee.go(room(world));
    await trustee.tab.locator("#place").selectOption(String(place));
    await trustee.press("trustee-take-place");
    await trustee.told("said-place-taken");
    await trustee.command("#certificate", "--plain");
    await trustee.send("#certificate", { file: `certificate-${place}.json` });
  });
  for (const [step, file] of [["polynomial", "polynomial"], ["outgoing", "outgoing"]]) {
    await each(trustees, async (trustee, place) => {
      await trustee.go(room(world));
      await trustee.takeAll(`#${step}`);
      await trustee.command(`#${step}`);
      await trustee.send(`#${step}`, { file: `${file}-${place}.json` });
      await trustee.told("said-piece-kept");
    });
  }
}

export async function keysAreRehearsed(world) {
  const { id, officer, trustees } = world;
  for (const [person, path, step] of [
    [officer, `/c/${id}/office/ceremony`, "#server-rehearsal"],
    ...trustees.map((trustee) => [trustee, room(world), "#rehearsal"]),
  ]) {
    await person.go(path);
    if (person === officer) await person.takeAll("#trustees");
    await person.takeAll(step);
    await person.command(step);
    await person.press("trustee-rehearsed", { within: step });
    await person.told("said-noted");
  }
}

export async function credentialsAreIssued(world) {
  const { id, registrar } = world;
  await theClockShows(world, "2027-02-27T09:00");
  await registrar.go(`/c/${id}/registrar`);
  await registrar.takeAll(`#issue-${box}`);
  await registrar.command(`#issue-${box}`, "--plain");
  await registrar.send(`#issue-${box}`, { public: `${box}-credentials/public.json` });
  await registrar.told("said-list-kept");
  const lines = registrar.read(`${box}-credentials/credentials.csv`).trim().split("\n").slice(1);
  world.credentials = Object.fromEntries(lines.map((line) => line.split(",")));
  assert.equal(lines.length, world.onTheRoll ?? electors.length);
}

export async function theBoxIsSetUp(world) {
  const { id, officer, trustees, registrar } = world;
  await officer.go(`/c/${id}/office/boxes`);
  await officer.press("boxes-open-it");
  await officer.told("said-box-opened");
  await registrar.go(`/c/${id}/registrar`);
  await registrar.takeAll(`#check-${box}`);
  await registrar.command(`#check-${box}`);
  await registrar.press("registrar-checked", { within: `#check-${box}` });
  for (const trustee of trustees) {
    await trustee.go(room(world));
    await trustee.takeAll(`#setup-${box}`);
    await trustee.command(`#setup-${box}`);
    await trustee.press("trustee-rehearsed", { within: `#setup-${box}` });
  }
}

export async function thePollIsOpened(world) {
  const { id, officer } = world;
  await theClockShows(world, "2027-03-01T09:01");
  await officer.go(`/c/${id}/office/poll`);
  await officer.press("day-open-it");
  await officer.told("said-poll-opened");
}
