// Runs the cases of the browser in one Chromium. A line on standard input names a
// case; the answer is a line of JSON: {"name", "fault"}, where fault is "" if all
// is well. It ends when the input does.
import { createInterface } from "node:readline";
import { open } from "./street.mjs";

const street = await open(JSON.parse(process.env.SNAPGRID_STREET));

async function play(name) {
  const scene = street.scene(name);
  const faults = [];
  try {
    const { default: act } = await import(`../${name}.mjs`);
    await act(scene);
  } catch (e) {
    faults.push(e.stack ?? String(e));
  }
  faults.push(...await scene.end());
  process.stdout.write(JSON.stringify({ name, fault: faults.join("\n") }) + "\n");
}

const running = [];
for await (const name of createInterface({ input: process.stdin })) running.push(play(name));
await Promise.all(running);
await street.close();
