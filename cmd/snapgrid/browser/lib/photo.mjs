// Photos of streets, drawn by the browser itself; a different one for every seed.

// photo draws a JPEG on any open page and returns it as a file to choose. With noise it
// is as large as one of a camera.
export async function photo(page, seed, { width = 640, height = 480, noise = false } = {}) {
  const base64 = await page.evaluate(([seed, width, height, noise]) => {
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
    for (let i = 0; noise && i < 60_000; i++) {
      pen.fillStyle = `hsl(${random() * 360} 60% ${random() * 100}%)`;
      pen.fillRect(random() * width, random() * height, 9, 9);
    }
    return canvas.toDataURL("image/jpeg", 0.9).split(",")[1];
  }, [seed, width, height, noise]);
  return { name: `IMG_${seed}.jpg`, mimeType: "image/jpeg", buffer: Buffer.from(base64, "base64") };
}

// withPosition puts a camera's position into a JPEG, as EXIF: WGS-84, north and east.
export function withPosition(file, lat, lon) {
  const angle = (degrees) => {
    const minutes = (degrees % 1) * 60;
    const numbers = [Math.floor(degrees), 1, Math.floor(minutes), 1, Math.round((minutes % 1) * 60 * 10000), 10000];
    return Buffer.from(Uint32Array.from(numbers).buffer);
  };
  const entry = (tag, type, count, value) => {
    const bytes = Buffer.alloc(12);
    bytes.writeUInt16LE(tag, 0);
    bytes.writeUInt16LE(type, 2);
    bytes.writeUInt32LE(count, 4);
    Buffer.from(value).copy(bytes, 8);
    return bytes;
  };
  const long = (n) => Buffer.from(Uint32Array.of(n).buffer);
  const short = (n) => Buffer.from(Uint16Array.of(n).buffer);
  const directory = (...entries) => Buffer.concat([short(entries.length), ...entries, long(0)]);
  const gpsAt = 8 + 2 + 2 * 12 + 4; // behind the first directory
  const numbersAt = gpsAt + 2 + 4 * 12 + 4;
  const tiff = Buffer.concat([
    Buffer.from("II*\0", "latin1"), long(8),
    directory(entry(0x0112, 3, 1, short(1)), entry(0x8825, 4, 1, long(gpsAt))),
    directory(
      entry(1, 2, 2, "N\0"), entry(2, 5, 3, long(numbersAt)), entry(3, 2, 2, "E\0"), entry(4, 5, 3, long(numbersAt + 24)),
    ),
    angle(lat), angle(lon),
  ]);
  const head = Buffer.alloc(4);
  head.writeUInt16BE(0xffe1, 0);
  head.writeUInt16BE(2 + 6 + tiff.length, 2);
  const segment = Buffer.concat([head, Buffer.from("Exif\0\0", "latin1"), tiff]);
  return { ...file, buffer: Buffer.concat([file.buffer.subarray(0, 2), segment, file.buffer.subarray(2)]) };
}
