// Loaded into a process before anything else: its clock jumps every five seconds, an hour ahead and an hour behind.
const now = Date.now.bind(Date);
const Real = Date;
const hour = 3_600_000;
const started = now();
const shift = () => (Math.floor((now() - started) / 5_000) % 2 === 0 ? hour : -hour);

globalThis.Date = class extends Real {
  constructor(...given) {
    if (given.length === 0) super(now() + shift());
    else super(...given);
  }
  static now() {
    return now() + shift();
  }
};
