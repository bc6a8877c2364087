/** The file of a demo forum is open in another process; one at a time may have it. */
export class ForumIsOpen extends Error {
  override name = 'ForumIsOpen';
  readonly file: string;
  constructor(file: string) {
    super(`${file} is open in another process, and a demo forum lives in one at a time: the file is locked`);
    this.file = file;
  }
}
