// Preloaded into a hub to play a slow disk: every flush takes 20 ms more, and each leaves a letter in a
// file, so that commits can be counted: w for the write-ahead log, d for anything else.
// Built by the benchmark with cc; FLUSHES names the file.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static void after(int fd) {
    static int tally = -1;
    char link[32], path[512];
    if (tally < 0 && getenv("FLUSHES")) tally = open(getenv("FLUSHES"), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = fd < 0 ? 0 : readlink(link, path, sizeof path);
    int log = length > 4 && memcmp(path + length - 4, "-wal", 4) == 0;
    if (tally >= 0 && write(tally, log ? "w" : "d", 1) < 0) tally = -1;
    struct timespec rest = {0, 20 * 1000 * 1000};
    nanosleep(&rest, NULL);
}

int fsync(int fd) {
    int result = ((int (*)(int))dlsym(RTLD_NEXT, "fsync"))(fd);
    after(fd);
    return result;
}

int fdatasync(int fd) {
    int result = ((int (*)(int))dlsym(RTLD_NEXT, "fdatasync"))(fd);
    after(fd);
    return result;
}

int msync(void *start, size_t length, int flags) {
    int result = ((int (*)(void *, size_t, int))dlsym(RTLD_NEXT, "msync"))(start, length, flags);
    after(-1);
    return result;
}
