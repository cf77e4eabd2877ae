// Staff invite somebody to a room under a name, which nobody else can take.
export default async function (scene) {
  scene.forgive(/status of 40[49]/);
  const desk = await scene.visit("/desk/chats", { role: "admin" });
  await desk.getByRole("link", { name: "流动网格员交流群" }).click();
  await desk.getByLabel("用什么称呼").fill("顺风 小马");
  await desk.getByRole("button", { name: "做一个邀请链接" }).click();
  const link = await desk.locator("[role=status] code").textContent();
  await scene.look(desk, "desk-chat");

  const rider = await scene.visit(link);
  await rider.getByText("顺风 小马").waitFor();
  await scene.look(rider, "join");
  await rider.getByRole("button", { name: "进入" }).click();
  await rider.getByLabel("说点什么").fill("我是小马，今天跑书院路");
  await rider.getByRole("button", { name: "发送" }).click();
  await rider.getByText("我是小马，今天跑书院路").waitFor();

  const other = await scene.visit(link); // it was used up
  await other.getByText("这个邀请链接用过了").waitFor();
  await other.goto("/chat/riders");
  await other.locator("li.line", { hasText: "我是小马" }).getByText("顺风 小马").waitFor();
  await other.getByLabel("大家怎么称呼您").fill("顺风 小马");
  await other.getByRole("button", { name: "进入" }).click();
  await other.getByText("这个称呼已经有人用了").waitFor();
}
