// Photos of streets, drawn by the browser itself; a different one for every seed.

// photo draws a JPEG on any open page and returns it as a file to choose.
export async function photo(page, seed, { width = 640, height = 480 } = {}) {
  const base64 = await page.evaluate(([seed, width, height]) => {
    const canvas = Object.assign(document.createElement("canvas"), { width, height });
    const pen = canvas.getContext("2d");
    let state = seed * 2654435761 >>> 0 || 1;
    const random = () => (state = (state * 1664525 + 1013904223) >>> 0) / 2 ** 32;
    for (let y = 0; y < 8; y++) {
      for (let x = 0; x < 8; x++) {
        pen.fillStyle = `hsl(${random() * 360} 30% ${20 + random() * 60}%)`;
        pen.fillRect(x * width / 8, y * height / 8, width / 8, height / 8);
      }
    }
    return canvas.toDataURL("image/jpeg", 0.9).split(",")[1];
  }, [seed, width, height]);
  return { name: `IMG_${seed}.jpg`, mimeType: "image/jpeg", buffer: Buffer.from(base64, "base64") };
}
