/*
 * Looks for phrases as whole words by Hyperscan: literals, capital letters like small ones, word boundaries checked at each
 * match. `hyperscan <phrases> <posts> <rounds>`: both files hold texts, each behind its length in four bytes, in the order of
 * this machine. Prints the phrases found, each once a post, and the CPU microseconds of one pass, median of the rounds.
 */
#include <ctype.h>
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

struct reading {
  const char *text;
  size_t length;
  const size_t *lengths;
  unsigned *seen;
  unsigned post;
  unsigned long found;
};

static void *room(size_t size) {
  void *memory = malloc(size);
  if (memory == NULL) exit(3);
  return memory;
}

static struct texts read_texts(const char *path) {
  FILE *file = fopen(path, "rb");
  if (file == NULL || fseek(file, 0, SEEK_END) != 0) exit(3);
  size_t size = (size_t)ftell(file);
  rewind(file);
  struct texts texts = {room(size + 1), room(size * sizeof(char *)), room(size * sizeof(size_t)), 0};
  if (fread(texts.bytes, 1, size, file) != size) exit(3);
  fclose(file);
  for (size_t at = 0; at + 4 <= size;) {
    unsigned length;
    memcpy(&length, texts.bytes + at, 4);
    texts.starts[texts.count] = texts.bytes + at + 4;
    texts.lengths[texts.count++] = length;
    at += 4 + length;
  }
  return texts;
}

/* Every byte beyond ASCII is taken for a letter. */
static int is_word(char byte) {
  return (unsigned char)byte >= 0x80 || isalnum((unsigned char)byte);
}

static int on_match(unsigned id, unsigned long long from, unsigned long long to, unsigned flags, void *context) {
  struct reading *reading = context;
  (void)from;
  (void)flags;
  size_t start = (size_t)to - reading->lengths[id];
  if (start > 0 && is_word(reading->text[start - 1])) return 0;
  if (to < reading->length && is_word(reading->text[to])) return 0;
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
  if (count != 4) return 2;
  struct texts phrases = read_texts(arguments[1]);
  struct texts posts = read_texts(arguments[2]);
  int rounds = atoi(arguments[3]);

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

  struct reading reading = {NULL, 0, phrases.lengths, calloc(phrases.count, sizeof(unsigned)), 0, 0};
  double *times = room((size_t)rounds * sizeof(double));
  for (int round = -1; round < rounds; round += 1) {
    reading.found = 0;
    before = cpu_us();
    for (unsigned at = 0; at < posts.count; at += 1) {
      reading.text = posts.starts[at];
      reading.length = posts.lengths[at];
      reading.post += 1;
      if (hs_scan(database, reading.text, (unsigned)reading.length, 0, scratch, on_match, &reading) != HS_SUCCESS) return 4;
    }
    if (round >= 0) times[round] = cpu_us() - before;
  }
  qsort(times, (size_t)rounds, sizeof(double), ascending);
  printf("{\"found\":%lu,\"us\":%.0f,\"builtUs\":%.0f}\n", reading.found, times[rounds / 2], built);
  return 0;
}
