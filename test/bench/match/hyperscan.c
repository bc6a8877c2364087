/*
 * Looks for phrases as whole words by Hyperscan: literals, capital letters of ASCII like small ones, word boundaries checked at
 * each match. `hyperscan <phrases> <posts> <letters> <rounds>`: the first two files hold texts in UTF-8, each behind its length
 * in four bytes, in the order of this machine; the third a byte for each code point, 1 where it belongs to words. Notes phrase,
 * start and end of each place; prints the phrases found, each once a post, and the CPU microseconds of one pass, median of the
 * rounds.
 */
#include <hs.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

struct texts {
  char *bytes;
  const char **starts;
  size_t *lengths;
  unsigned count;
};

struct place {
  unsigned phrase;
  unsigned start;
  unsigned end;
};

/* Of one post; the places beyond these are written over them. */
enum { most_places = 1 << 12 };

struct reading {
  const char *text;
  size_t length;
  const size_t *lengths;
  const char *letters;
  unsigned *seen;
  unsigned post;
  unsigned long found;
  unsigned noted;
  struct place places[most_places];
};

static void *room(size_t size) {
  void *memory = malloc(size);
  if (memory == NULL) exit(3);
  return memory;
}

static char *read_file(const char *path, size_t *size) {
  FILE *file = fopen(path, "rb");
  if (file == NULL || fseek(file, 0, SEEK_END) != 0) exit(3);
  *size = (size_t)ftell(file);
  rewind(file);
  char *bytes = room(*size + 1);
  if (fread(bytes, 1, *size, file) != *size) exit(3);
  fclose(file);
  return bytes;
}

static struct texts read_texts(const char *path) {
  size_t size;
  char *bytes = read_file(path, &size);
  struct texts texts = {bytes, room(size * sizeof(char *)), room(size * sizeof(size_t)), 0};
  for (size_t at = 0; at + 4 <= size;) {
    unsigned length;
    memcpy(&length, texts.bytes + at, 4);
    texts.starts[texts.count] = texts.bytes + at + 4;
    texts.lengths[texts.count++] = length;
    at += 4 + length;
  }
  return texts;
}

static unsigned char byte_at(const struct reading *reading, size_t at) {
  return (unsigned char)reading->text[at];
}

static unsigned code_point_at(const struct reading *reading, size_t at) {
  unsigned first = byte_at(reading, at);
  if (first < 0x80) return first;
  unsigned more = first < 0xe0 ? 1 : first < 0xf0 ? 2 : 3;
  unsigned code_point = first & (0x3f >> more);
  for (unsigned next = 1; next <= more; next += 1) code_point = (code_point << 6) | (byte_at(reading, at + next) & 0x3f);
  return code_point;
}

static int is_letter_before(const struct reading *reading, size_t at) {
  if (at == 0) return 0;
  size_t before = at - 1;
  while ((byte_at(reading, before) & 0xc0) == 0x80) before -= 1;
  return reading->letters[code_point_at(reading, before)];
}

static int is_letter_behind(const struct reading *reading, size_t at) {
  return at < reading->length && reading->letters[code_point_at(reading, at)];
}

static int on_match(unsigned id, unsigned long long from, unsigned long long to, unsigned flags, void *context) {
  struct reading *reading = context;
  (void)from;
  (void)flags;
  size_t start = (size_t)to - reading->lengths[id];
  if (is_letter_before(reading, start) || is_letter_behind(reading, (size_t)to)) return 0;
  reading->places[reading->noted++ % most_places] = (struct place){id, (unsigned)start, (unsigned)to};
  if (reading->seen[id] == reading->post) return 0;
  reading->seen[id] = reading->post;
  reading->found += 1;
  return 0;
}

static double cpu_us(void) {
  struct timespec now;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return (double)now.tv_sec * 1e6 + (double)now.tv_nsec / 1e3;
}

static int ascending(const void *a, const void *b) {
  double difference = *(const double *)a - *(const double *)b;
  return (difference > 0) - (difference < 0);
}

int main(int count, char **arguments) {
  if (count != 5) return 2;
  struct texts phrases = read_texts(arguments[1]);
  struct texts posts = read_texts(arguments[2]);
  size_t code_points;
  const char *letters = read_file(arguments[3], &code_points);
  if (code_points != 0x110000) return 2;
  int rounds = atoi(arguments[4]);

  unsigned *flags = room(phrases.count * sizeof(unsigned));
  unsigned *ids = room(phrases.count * sizeof(unsigned));
  for (unsigned at = 0; at < phrases.count; at += 1) {
    flags[at] = HS_FLAG_CASELESS;
    ids[at] = at;
  }
  /* Literals are read up to their end, so each needs one. */
  const char **literals = room(phrases.count * sizeof(char *));
  for (unsigned at = 0; at < phrases.count; at += 1) literals[at] = strndup(phrases.starts[at], phrases.lengths[at]);

  hs_database_t *database = NULL;
  hs_compile_error_t *fault = NULL;
  double before = cpu_us();
  if (hs_compile_lit_multi(literals, flags, ids, phrases.lengths, phrases.count, HS_MODE_BLOCK, NULL, &database, &fault) != HS_SUCCESS) {
    fprintf(stderr, "%s\n", fault->message);
    return 4;
  }
  double built = cpu_us() - before;
  hs_scratch_t *scratch = NULL;
  if (hs_alloc_scratch(database, &scratch) != HS_SUCCESS) return 4;

  struct reading reading = {.lengths = phrases.lengths, .letters = letters, .seen = calloc(phrases.count, sizeof(unsigned))};
  double *times = room((size_t)rounds * sizeof(double));
  for (int round = -1; round < rounds; round += 1) {
    reading.found = 0;
    before = cpu_us();
    for (unsigned at = 0; at < posts.count; at += 1) {
      reading.text = posts.starts[at];
      reading.length = posts.lengths[at];
      reading.post += 1;
      reading.noted = 0;
      if (hs_scan(database, reading.text, (unsigned)reading.length, 0, scratch, on_match, &reading) != HS_SUCCESS) return 4;
    }
    if (round >= 0) times[round] = cpu_us() - before;
  }
  qsort(times, (size_t)rounds, sizeof(double), ascending);
  printf("{\"found\":%lu,\"us\":%.0f,\"builtUs\":%.0f}\n", reading.found, times[rounds / 2], built);
  return 0;
}
