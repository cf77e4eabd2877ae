// Keeps reports in this browser until the server has them. The form's key goes with
// every attempt, so a report that is sent twice is one report. Used by the page and by
// its service worker.
"use strict";
self.outbox = (() => {
  const database = () => new Promise((done, fail) => {
    const request = indexedDB.open("snapgrid", 1);
    request.onupgradeneeded = () => request.result.createObjectStore("outbox", { keyPath: "key" });
    request.onsuccess = () => done(request.result);
    request.onerror = () => fail(request.error);
  });

  async function work(mode, act) {
    const db = await database();
    try {
      return await new Promise((done, fail) => {
        const step = db.transaction("outbox", mode);
        const request = act(step.objectStore("outbox"));
        step.oncomplete = () => done(request.result);
        step.onerror = step.onabort = () => fail(step.error);
      });
    } finally {
      db.close();
    }
  }

  // keep keeps a report: key, action, fields as pairs, photos as files.
  const keep = (report) => work("readwrite", (all) => all.put(report));
  const drop = (key) => work("readwrite", (all) => all.delete(key));
  const list = () => work("readonly", (all) => all.getAll());

  // token asks for a fresh form: the one that was kept may be too old.
  async function token() {
    const answer = await fetch("/report", { cache: "no-store" });
    const found = (await answer.text()).match(/name="token" value="([^"]+)"/);
    if (!answer.ok || !found) throw new Error(`the form is not there: ${answer.status}`);
    return found[1];
  }

  function bodyOf(report, token) {
    const body = new FormData();
    for (const [name, value] of report.fields) if (name !== "token") body.append(name, value);
    body.append("token", token);
    for (const photo of report.photos) body.append("photos", photo, photo.name);
    return body;
  }

  const byFetch = async (url, body) => {
    const answer = await fetch(url, { method: "POST", body });
    return { status: answer.status, url: answer.url, text: await answer.text() };
  };

  // send hands a report in. It answers where to follow it, or what is wrong with it;
  // it throws where a later attempt may do better, and then the report stays kept.
  async function send(report, post = byFetch) {
    const answer = await post(report.action, bodyOf(report, await token()));
    if (answer.status === 200 && /\/report\/[A-Z2-7]{26}$/.test(answer.url)) {
      await drop(report.key).catch(() => {}); // sent once more it is no second report
      return { link: answer.url };
    }
    if (answer.status >= 500 || answer.status === 429 || answer.status === 403) throw new Error(`not now: ${answer.status}`);
    const problem = answer.text.match(/class="problem"[^>]*>([^<]*)</);
    return { problem: problem ? problem[1] : String(answer.status) };
  }

  // flush sends all that is kept, one after the other, unless somebody else is at it.
  // One that can not be sent now keeps no other from being sent.
  const flush = (told = () => {}) => alone(async () => {
    let later;
    for (const report of await list()) {
      if (report.problem) continue;
      try {
        const sent = await send(report);
        if (sent.problem) await keep({ ...report, problem: sent.problem });
        told(report, sent);
      } catch (e) {
        later = e;
      }
    }
    if (later) throw later;
  });

  const alone = (act) => navigator.locks ? navigator.locks.request("outbox", act) : act();

  return { keep, drop, list, send, flush, alone };
})();
