// Makes large photos smaller before they are sent. What the camera wrote into a JPEG
// (position, direction, time) goes along: its EXIF segment is put into the smaller file,
// upright now. Other formats, and what the browser can not read, are sent as they are.
"use strict";
self.shrink = (() => {
  const large = 1.2e6; // bytes: smaller ones are sent as they are
  const longest = 2560; // pixels of the longer side

  // exif finds the EXIF segment of a JPEG: the whole APP1 with its marker.
  function exif(bytes) {
    const view = new DataView(bytes.buffer);
    if (view.getUint16(0) !== 0xffd8) return null;
    for (let at = 2; at + 10 < bytes.length && bytes[at] === 0xff && bytes[at + 1] !== 0xda;) {
      const length = 2 + view.getUint16(at + 2);
      if (bytes[at + 1] === 0xe1 && view.getUint32(at + 4) === 0x45786966) return bytes.slice(at, at + length);
      at += length;
    }
    return null;
  }

  // upright sets the orientation in an EXIF segment to 1: the pixels were turned.
  function upright(segment) {
    const view = new DataView(segment.buffer);
    const tiff = 10;
    const little = view.getUint16(tiff) === 0x4949;
    const first = tiff + view.getUint32(tiff + 4, little);
    const count = view.getUint16(first, little);
    for (let i = 0; i < count; i++) {
      const entry = first + 2 + 12 * i;
      if (view.getUint16(entry, little) === 0x0112) view.setUint16(entry + 8, 1, little);
    }
    return segment;
  }

  async function draw(file) {
    const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
    const scale = Math.min(1, longest / Math.max(picture.width, picture.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(picture.width * scale);
    canvas.height = Math.round(picture.height * scale);
    canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
    picture.close();
    return new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.86));
  }

  return async (file) => {
    if (file.size < large || file.type !== "image/jpeg") return file;
    try {
      const segment = exif(new Uint8Array(await file.arrayBuffer()));
      const small = await draw(file);
      if (!small || small.size >= file.size) return file;
      const parts = segment ? [small.slice(0, 2), upright(segment), small.slice(2)] : [small];
      return new File(parts, file.name, { type: "image/jpeg", lastModified: file.lastModified });
    } catch {
      return file; // the server reads more formats than the browser
    }
  };
})();
