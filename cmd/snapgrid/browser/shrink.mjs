// A large photo is sent smaller, upright, and with the position that the camera wrote.
import { photo, withPosition } from "./lib/photo.mjs";

export default async function (scene) {
  const page = await scene.visit("/report");
  const large = withPosition(await photo(page, 31, { width: 4000, height: 3000, noise: true }), 38.6012, 104.093);
  if (large.buffer.length < 1.2e6) throw new Error(`the photo has ${large.buffer.length} bytes only`);
  const [width, size] = await page.evaluate(async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
    const small = await self.shrink(new File([bytes], "large.jpg", { type: "image/jpeg" }));
    return [(await createImageBitmap(small)).width, small.size];
  }, large.buffer.toString("base64"));
  if (width !== 2560 || size >= large.buffer.length) throw new Error(`it is still ${width} px wide, ${size} bytes`);

  await page.getByLabel("怎么了").fill("这里垃圾堆成山没人清");
  await page.getByLabel("或从相册里选").setInputFiles(large);
  await page.getByRole("button", { name: "发送" }).click();
  await page.waitForURL(/\/report\/[A-Z2-7]{26}/);
  const ack = page.getByText(/#\d+ 收到/).first();
  await ack.waitFor();
  const number = (await ack.textContent()).match(/#(\d+)/)[1];

  for (;;) { // the position is read when the photo is developed
    const answer = await page.request.get(`/open311/v2/requests/${number}.json?extensions=true`);
    const [ticket] = await answer.json();
    if (ticket.extended_attributes.location_source === "exif") {
      if (Math.abs(ticket.lat - 38.6012) > 1e-4 || Math.abs(ticket.long - 104.093) > 1e-4) throw new Error(`it is at ${ticket.lat}, ${ticket.long}`);
      break;
    }
    await page.waitForTimeout(100);
  }
}
