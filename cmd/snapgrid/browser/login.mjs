// A one-time link logs staff in, once; who is a stranger stays outside.
export default async function (scene) {
  const stranger = await scene.person();
  scene.forgive(/status of 40[34]/);
  const closed = await stranger.newPage();
  const answer = await closed.goto("/desk");
  if (answer.status() !== 403) throw new Error(`a stranger sees the desk: ${answer.status()}`);

  const desk = await scene.visit("/desk", { role: "street" });
  await scene.look(desk, "desk");

  const late = await stranger.newPage(); // the link was used up just now
  if ((await late.goto(scene.street.settings.staff.street)).status() !== 404) throw new Error("a link logs in twice");
}
