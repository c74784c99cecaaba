/* The limit that a chart can't beat: one pass over the bytes of the columns that it can't do without, by two threads.

   Each line of the standard input names files. They are read, then passed over a few times, and the milliseconds of the
   quickest pass are printed. */
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { MOST_FILES = 16, THREADS = 2, PASSES = 5 };

struct column {
    uint64_t *words;
    size_t count;
};

struct part {
    const struct column *columns;
    int count;
    int number;
    uint64_t sum;
};

static struct column read_column(const char *path) {
    FILE *file = fopen(path, "rb");
    if (!file) {
        perror(path);
        exit(1);
    }
    fseek(file, 0, SEEK_END);
    size_t bytes = (size_t)ftell(file);
    rewind(file);
    struct column column = {calloc(bytes / 8 + 1, 8), bytes / 8 + 1};
    if (!column.words || fread(column.words, 1, bytes, file) != bytes) {
        fprintf(stderr, "%s can't be read\n", path);
        exit(1);
    }
    fclose(file);
    return column;
}

static void *pass(void *argument) {
    struct part *part = argument;
    uint64_t sum = 0;
    for (int i = 0; i < part->count; i++) {
        const struct column column = part->columns[i];
        size_t end = column.count * (size_t)(part->number + 1) / THREADS;
        for (size_t word = column.count * (size_t)part->number / THREADS; word < end; word++) sum += column.words[word];
    }
    part->sum = sum;
    return NULL;
}

static double milliseconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1e3 + now.tv_nsec * 1e-6;
}

static double pass_over(const struct column *columns, int count, uint64_t *sum) {
    pthread_t threads[THREADS];
    struct part parts[THREADS];
    double started = milliseconds();
    for (int i = 0; i < THREADS; i++) {
        parts[i] = (struct part){columns, count, i, 0};
        pthread_create(&threads[i], NULL, pass, &parts[i]);
    }
    for (int i = 0; i < THREADS; i++) {
        pthread_join(threads[i], NULL);
        *sum += parts[i].sum;
    }
    return milliseconds() - started;
}

int main(void) {
    static char line[65536];
    while (fgets(line, sizeof line, stdin)) {
        struct column columns[MOST_FILES];
        int count = 0;
        for (char *path = strtok(line, " \n"); path && count < MOST_FILES; path = strtok(NULL, " \n"))
            columns[count++] = read_column(path);
        double least = 1e9;
        uint64_t sum = 0;
        for (int round = 0; round < PASSES; round++) {
            double taken = pass_over(columns, count, &sum);
            if (taken < least) least = taken;
        }
        /* The sum is printed so that the pass is not left out. */
        printf("{\"ms\": %.4f, \"sum\": %llu}\n", least, (unsigned long long)sum);
        fflush(stdout);
        for (int i = 0; i < count; i++) free(columns[i].words);
    }
    return 0;
}
