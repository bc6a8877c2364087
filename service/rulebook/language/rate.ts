export interface Rate {
  count: number;
  windowMs: number;
}
