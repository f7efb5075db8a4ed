// Everybody who helps is invited by mail, and makes an account in a browser of their own.
import assert from "node:assert/strict";

import { arrive } from "../people.js";
import { id } from "../plot.js";

export async function everybodyIsInvited(world) {
  world.registrar = await joins(world, "The registrar", "registrar");
  // Whoever helps by telephone has an old device, and no script.
  world.helper = await joins(world, "The helper", "helpline", { script: false });
  world.trustees = [];
  for (const name of ["Tess Trustee", "Theo Trustee", "Thea Trustee"]) world.trustees.push(await joins(world, name, "trustee"));
}

async function joins(world, name, role, how) {
  const { officer, sink, origin } = world;
  const email = `${name.toLowerCase().replaceAll(" ", ".")}@example.org`;
  await officer.go(`/c/${id}/office/people`);
  await officer.fill("field-email", email);
  await officer.tab.locator("#role").selectOption(role);
  await officer.press("people-invite");
  const mail = await sink.next(email);
  const link = mail.links.find((found) => found.startsWith(`${origin}/invitations/`));
  assert.equal(await officer.tab.locator("code.secret").count(), 0, "whoever invites is not shown the link");
  const person = await arrive(world, name, how);
  await person.join(link);
  await person.signIn(email);
  return person;
}
