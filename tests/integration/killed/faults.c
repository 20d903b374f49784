/* Stands between a program and the C library, and makes a chosen call that changes files fail.
 *
 * Preloaded (LD_PRELOAD) into the program under test. It numbers the calls that write, sync, cut, make, rename
 * or remove something whose path begins with FAULT_UNDER, notes each in FAULT_LOG, and at call FAULT_AT does
 * what FAULT_MODE says:
 *
 *   count   nothing
 *   kill    SIGKILL before the call
 *   tear    half of the bytes of the write, then SIGKILL
 *   lose    what is not synced is undone, then SIGKILL: the power is gone. FAULT_SEED 0 undoes all of it,
 *           another seed some writes, whichever, and the latest changes of folders. A call that never comes
 *           stands for the end of the program
 *   full    from this call on nothing more fits on the disk
 *   signal  FAULT_SIGNAL before the call, which then goes on
 *
 * With FAULT_WHILE, calls count only while a file of this name exists. FAULT_SHADOW is a folder for what may
 * have to come back. The log begins with the word "loaded" and, at byte 8, the number of calls; each call is
 * a record of 64 bytes: a letter, a blank, the size, a blank, the name of the file.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

#define RECORD 64
#define RECORDS 16384

enum mode { OFF, COUNT, KILL, TEAR, LOSE, FULL, SIGNAL };
enum action { PASS, REFUSE, HALVE };

static enum mode mode = OFF;
static const char *under, *armed, *shadow;
static uint64_t at, seed;
static int signal_number;
static unsigned char *log_bytes;
static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;

/* The functions of the C library behind those of this file. */
#define REAL(type, name, ...) \
    static type (*real)(__VA_ARGS__); \
    if (!real) real = (type (*)(__VA_ARGS__))dlsym(RTLD_NEXT, #name)

static void stop(const char *why) {
    fprintf(stderr, "faults: %s\n", why);
    abort();
}

static const char *setting(const char *name) {
    const char *value = getenv(name);
    if (!value) stop(name);
    return value;
}

static uint64_t number(const char *name) {
    const char *value = getenv(name);
    return value ? strtoull(value, NULL, 10) : 0;
}

__attribute__((constructor)) static void begin(void) {
    const char *wanted = getenv("FAULT_MODE");
    if (!wanted) return;
    static const char *names[] = {"off", "count", "kill", "tear", "lose", "full", "signal"};
    enum mode found = OFF;
    for (int i = COUNT; i <= SIGNAL; i++)
        if (!strcmp(wanted, names[i])) found = i;
    if (found == OFF) stop("FAULT_MODE");
    under = setting("FAULT_UNDER");
    shadow = setting("FAULT_SHADOW");
    armed = getenv("FAULT_WHILE");
    at = number("FAULT_AT");
    seed = number("FAULT_SEED");
    signal_number = (int)number("FAULT_SIGNAL");
    /* Whoever runs the tests may have it ignored, as nohup and a shell's & do. */
    if (signal_number > 0) signal(signal_number, SIG_DFL);
    int fd = open(setting("FAULT_LOG"), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    size_t size = RECORD * (RECORDS + 1);
    if (fd < 0 || ftruncate(fd, (off_t)size)) stop("FAULT_LOG");
    log_bytes = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (log_bytes == MAP_FAILED) stop("mmap");
    close(fd);
    memcpy(log_bytes, "loaded\n", 8);
    mode = found;
}

/* ---- Which calls count. ---- */

static int is_under(const char *path) {
    return path && !strncmp(path, under, strlen(under));
}

/* The path of an open file. */
static const char *path_of(int fd, char *path) {
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, PATH_MAX - 1);
    if (length < 0) return NULL;
    path[length] = 0;
    return path;
}

/* An absolute path without links in its folders. */
static const char *whole(int folder, const char *name, char *path) {
    char copy[PATH_MAX], base[PATH_MAX] = ".";
    if (folder != AT_FDCWD && name[0] != '/' && !path_of(folder, base)) return NULL;
    if (name[0] == '/') snprintf(copy, sizeof copy, "%s", name);
    else if ((size_t)snprintf(copy, sizeof copy, "%s/%s", base, name) >= sizeof copy) return NULL;
    char *last = strrchr(copy, '/');
    const char *file = last + 1;
    *last = 0;
    char resolved[PATH_MAX];
    if (!realpath(*copy ? copy : "/", resolved)) return NULL;
    if ((size_t)snprintf(path, PATH_MAX, "%s/%s", resolved, file) >= PATH_MAX) return NULL;
    return path;
}

/* ---- What is not synced yet, so that it can be undone. ---- */

struct file {
    dev_t dev;
    ino_t ino;
    int fd; /* its own, never closed: closing would drop the program's locks */
    struct file *next;
};

struct change {
    struct file *file; /* of a write or a cut */
    off_t offset, size; /* before */
    size_t old_length, new_length;
    unsigned char *old_bytes, *new_bytes;
    off_t cut;               /* new size; -1 in a write */
    char *path, *from, *kept; /* of a change of a folder: path now, path before, what was at path */
    dev_t dev;               /* of the folder */
    ino_t ino;
    struct change *before; /* the list runs from the newest to the oldest */
};

static struct file *files;
static struct change *changes;

static void *need(void *memory) {
    if (!memory) stop("no memory");
    return memory;
}

static struct file *file_of(int fd) {
    struct stat stat;
    if (fstat(fd, &stat)) stop("fstat");
    for (struct file *file = files; file; file = file->next)
        if (file->dev == stat.st_dev && file->ino == stat.st_ino) return file;
    struct file *file = need(calloc(1, sizeof *file));
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    REAL(int, open, const char *, int, ...);
    file->fd = real(link, O_RDWR | O_CLOEXEC);
    if (file->fd < 0) stop("a file cannot be opened again");
    file->dev = stat.st_dev;
    file->ino = stat.st_ino;
    file->next = files;
    files = file;
    return file;
}

static struct change *noted(void) {
    struct change *change = need(calloc(1, sizeof *change));
    change->cut = -1;
    change->before = changes;
    changes = change;
    return change;
}

/* Notes a write, or, with `cut`, a new size, before it happens. */
static void note_bytes(int fd, const void *bytes, size_t length, off_t offset, off_t cut) {
    if (mode != LOSE) return;
    struct change *change = noted();
    change->file = file_of(fd);
    struct stat stat;
    if (fstat(fd, &stat)) stop("fstat");
    change->size = stat.st_size;
    change->offset = cut < 0 ? offset : cut;
    change->cut = cut;
    off_t end = cut < 0 ? offset + (off_t)length : stat.st_size;
    if (end > stat.st_size) end = stat.st_size;
    if (end > change->offset) {
        change->old_length = (size_t)(end - change->offset);
        change->old_bytes = need(malloc(change->old_length));
        ssize_t count = pread(change->file->fd, change->old_bytes, change->old_length, change->offset);
        if (count != (ssize_t)change->old_length) stop("pread");
    }
    if (cut < 0) {
        change->new_length = length;
        change->new_bytes = need(malloc(length + 1));
        memcpy(change->new_bytes, bytes, length);
    }
}

/* Notes that something is about to appear at `path`, or to vanish from it: `from` where it comes from. */
static void note_entry(const char *path, const char *from, int is_folder) {
    if (mode != LOSE) return;
    static unsigned kept_count;
    struct change *change = noted();
    change->path = need(strdup(path));
    change->from = from ? need(strdup(from)) : NULL;
    if (!is_folder && !access(path, F_OK)) {
        char kept[PATH_MAX];
        snprintf(kept, sizeof kept, "%s/%d-%u", shadow, (int)getpid(), kept_count++);
        if (link(path, kept)) stop("link");
        change->kept = need(strdup(kept));
    }
    char folder[PATH_MAX];
    snprintf(folder, sizeof folder, "%s", path);
    *strrchr(folder, '/') = 0;
    struct stat stat;
    if (lstat(*folder ? folder : "/", &stat)) stop("lstat");
    change->dev = stat.st_dev;
    change->ino = stat.st_ino;
}

/* Takes what is synced out of what can be undone. */
static void forget(int fd) {
    struct stat stat;
    if (mode != LOSE || fstat(fd, &stat)) return;
    for (struct change **link = &changes; *link;) {
        struct change *change = *link;
        dev_t dev = change->file ? change->file->dev : change->dev;
        ino_t ino = change->file ? change->file->ino : change->ino;
        if (dev == stat.st_dev && ino == stat.st_ino) *link = change->before;
        else link = &change->before;
    }
}

static uint64_t random_bits(void) {
    static uint64_t state;
    state = (state ? state : seed) + 0x9e3779b97f4a7c15u;
    uint64_t z = state;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
}

static void put(int fd, const void *bytes, size_t length, off_t offset) {
    REAL(ssize_t, pwrite, int, const void *, size_t, off_t);
    if (length && real(fd, bytes, length, offset) != (ssize_t)length) stop("pwrite");
}

static void cut_to(int fd, off_t size) {
    REAL(int, ftruncate, int, off_t);
    if (real(fd, size)) stop("ftruncate");
}

static void undo_bytes(const struct change *change) {
    put(change->file->fd, change->old_bytes, change->old_length, change->offset);
    cut_to(change->file->fd, change->size);
}

static void undo_entry(const struct change *change) {
    REAL(int, rename, const char *, const char *);
    if (change->from) real(change->path, change->from);
    else if (unlinkat(AT_FDCWD, change->path, 0)) unlinkat(AT_FDCWD, change->path, AT_REMOVEDIR);
    if (change->kept) real(change->kept, change->path);
}

/* Oldest first: some of the writes reached the disk after all. */
static void redo_some(const struct change *change) {
    if (!change) return;
    redo_some(change->before);
    if (!change->file || random_bits() % 2) return;
    if (change->cut >= 0) cut_to(change->file->fd, change->cut);
    else put(change->file->fd, change->new_bytes, change->new_length, change->offset);
}

static void lose_power(void) {
    mode = OFF;
    for (const struct change *change = changes; change; change = change->before)
        if (change->file) undo_bytes(change);
    if (seed) redo_some(changes);
    unsigned entries = 0;
    for (const struct change *change = changes; change; change = change->before) entries += !change->file;
    if (seed) entries = (unsigned)(random_bits() % (entries + 1));
    for (const struct change *change = changes; change && entries; change = change->before)
        if (!change->file) {
            undo_entry(change);
            entries--;
        }
}

/* The program has ended by itself, and then the power goes. */
__attribute__((destructor)) static void end(void) {
    uint64_t count;
    if (mode != LOSE) return;
    memcpy(&count, log_bytes + 8, sizeof count);
    if (count < at) lose_power();
}

/* ---- What happens at a call. ---- */

__attribute__((noreturn)) static void die(void) {
    for (;;) kill(getpid(), SIGKILL);
}

/* Counts a call and says how it is to go on; the mutex is held. */
static enum action call(char kind, size_t size, const char *path) {
    if (armed && access(armed, F_OK)) return PASS;
    uint64_t count;
    memcpy(&count, log_bytes + 8, sizeof count);
    count++;
    memcpy(log_bytes + 8, &count, sizeof count);
    if (count <= RECORDS) {
        const char *name = strrchr(path, '/');
        snprintf((char *)log_bytes + RECORD * count, RECORD, "%c %zu %s", kind, size, name ? name + 1 : path);
    }
    if (mode == FULL) return count >= at && (kind == 'w' || kind == 'o' || kind == 'm' || kind == 't') ? REFUSE : PASS;
    if (count != at) return PASS;
    switch (mode) {
    case KILL: die(); break;
    case LOSE: lose_power(); die(); break;
    case TEAR:
        if (kind != 'w') die();
        return HALVE;
    case SIGNAL: kill(getpid(), signal_number); break;
    default: break;
    }
    return PASS;
}

#define LOCKED(type, statement) \
    do { \
        pthread_mutex_lock(&mutex); \
        type result; \
        statement; \
        int error = errno; \
        pthread_mutex_unlock(&mutex); \
        errno = error; \
        return result; \
    } while (0)

#define REFUSED (errno = ENOSPC, -1)

/* A write of `length` bytes at `offset`, or where the file stands: -1. */
#define WRITE(fd, bytes, length, offset, whole_write, half_write) \
    char path[PATH_MAX]; \
    if (mode == OFF || !is_under(path_of(fd, path))) return whole_write; \
    LOCKED(ssize_t, { \
        switch (call('w', length, path)) { \
        case REFUSE: result = REFUSED; break; \
        case HALVE: if (half_write < 0) stop("half a write"); die(); \
        default: note_bytes(fd, bytes, length, offset, -1); result = whole_write; \
        } \
    })

ssize_t write(int fd, const void *bytes, size_t length) {
    REAL(ssize_t, write, int, const void *, size_t);
    WRITE(fd, bytes, length, lseek(fd, 0, SEEK_CUR), real(fd, bytes, length), real(fd, bytes, length / 2));
}

ssize_t pwrite(int fd, const void *bytes, size_t length, off_t offset) {
    REAL(ssize_t, pwrite, int, const void *, size_t, off_t);
    WRITE(fd, bytes, length, offset, real(fd, bytes, length, offset), real(fd, bytes, length / 2, offset));
}

/* What writes from several places or within the kernel is not followed: nothing of the store does that. */
static void not_followed(int fd, const char *what) {
    char path[PATH_MAX];
    if (mode != OFF && is_under(path_of(fd, path))) stop(what);
}

ssize_t writev(int fd, const struct iovec *parts, int count) {
    REAL(ssize_t, writev, int, const struct iovec *, int);
    not_followed(fd, "writev");
    return real(fd, parts, count);
}

ssize_t copy_file_range(int from, loff_t *at_from, int to, loff_t *at_to, size_t length, unsigned flags) {
    REAL(ssize_t, copy_file_range, int, loff_t *, int, loff_t *, size_t, unsigned);
    not_followed(to, "copy_file_range");
    return real(from, at_from, to, at_to, length, flags);
}

/* What is synced stays; the disk itself is not troubled: no test outlives the system. */
#define SYNC(fd) \
    char path[PATH_MAX]; \
    if (mode == OFF || !is_under(path_of(fd, path))) return real(fd); \
    LOCKED(int, { \
        call('s', 0, path); \
        forget(fd); \
        result = 0; \
    })

int fsync(int fd) {
    REAL(int, fsync, int);
    SYNC(fd);
}

int fdatasync(int fd) {
    REAL(int, fdatasync, int);
    SYNC(fd);
}

#define CUT(fd, size) \
    char path[PATH_MAX]; \
    if (mode == OFF || !is_under(path_of(fd, path))) return real(fd, size); \
    LOCKED(int, { \
        if (call('t', (size_t)size, path) == REFUSE) result = REFUSED; \
        else { \
            note_bytes(fd, NULL, 0, 0, size); \
            result = real(fd, size); \
        } \
    })

int ftruncate(int fd, off_t size) {
    REAL(int, ftruncate, int, off_t);
    CUT(fd, size);
}

/* Opening counts where it makes a file. */
#define OPEN(folder, name, flags, opened) \
    char path[PATH_MAX]; \
    if (mode == OFF || !((flags) & O_CREAT) || !is_under(whole(folder, name, path)) || !access(path, F_OK)) return opened; \
    LOCKED(int, { \
        if (call('o', 0, path) == REFUSE) result = REFUSED; \
        else { \
            note_entry(path, NULL, 0); \
            result = opened; \
        } \
    })

#define MODE(flags) \
    mode_t bits = 0; \
    if ((flags) & (O_CREAT | __O_TMPFILE)) { \
        va_list rest; \
        va_start(rest, flags); \
        bits = va_arg(rest, mode_t); \
        va_end(rest); \
    }

#ifndef __O_TMPFILE
#define __O_TMPFILE 0
#endif

int open(const char *name, int flags, ...) {
    MODE(flags);
    REAL(int, open, const char *, int, ...);
    OPEN(AT_FDCWD, name, flags, real(name, flags, bits));
}

int openat(int folder, const char *name, int flags, ...) {
    MODE(flags);
    REAL(int, openat, int, const char *, int, ...);
    OPEN(folder, name, flags, real(folder, name, flags, bits));
}

#ifdef __GLIBC__
int open64(const char *name, int flags, ...) {
    MODE(flags);
    REAL(int, open64, const char *, int, ...);
    OPEN(AT_FDCWD, name, flags, real(name, flags, bits));
}

int openat64(int folder, const char *name, int flags, ...) {
    MODE(flags);
    REAL(int, openat64, int, const char *, int, ...);
    OPEN(folder, name, flags, real(folder, name, flags, bits));
}

ssize_t pwrite64(int fd, const void *bytes, size_t length, off64_t offset) {
    REAL(ssize_t, pwrite64, int, const void *, size_t, off64_t);
    WRITE(fd, bytes, length, offset, real(fd, bytes, length, offset), real(fd, bytes, length / 2, offset));
}

int ftruncate64(int fd, off64_t size) {
    REAL(int, ftruncate64, int, off64_t);
    CUT(fd, size);
}
#endif

int mkdir(const char *name, mode_t bits) {
    REAL(int, mkdir, const char *, mode_t);
    char path[PATH_MAX];
    if (mode == OFF || !is_under(whole(AT_FDCWD, name, path)) || !access(path, F_OK)) return real(name, bits);
    LOCKED(int, {
        if (call('m', 0, path) == REFUSE) result = REFUSED;
        else {
            note_entry(path, NULL, 1);
            result = real(name, bits);
        }
    });
}

int rename(const char *old, const char *new) {
    REAL(int, rename, const char *, const char *);
    char from[PATH_MAX], path[PATH_MAX];
    if (mode == OFF || !is_under(whole(AT_FDCWD, new, path)) || !whole(AT_FDCWD, old, from)) return real(old, new);
    LOCKED(int, {
        call('r', 0, path);
        note_entry(path, from, 0);
        result = real(old, new);
    });
}

#define LINK(folder, name, linked) \
    char path[PATH_MAX]; \
    if (mode == OFF || !is_under(whole(folder, name, path)) || !access(path, F_OK)) return linked; \
    LOCKED(int, { \
        call('l', 0, path); \
        note_entry(path, NULL, 0); \
        result = linked; \
    })

int link(const char *old, const char *new) {
    REAL(int, link, const char *, const char *);
    LINK(AT_FDCWD, new, real(old, new));
}

int linkat(int from, const char *old, int to, const char *new, int flags) {
    REAL(int, linkat, int, const char *, int, const char *, int);
    LINK(to, new, real(from, old, to, new, flags));
}

#define UNLINK(folder, name, unlinked) \
    char path[PATH_MAX]; \
    if (mode == OFF || !is_under(whole(folder, name, path)) || access(path, F_OK)) return unlinked; \
    LOCKED(int, { \
        call('u', 0, path); \
        note_entry(path, NULL, 0); \
        result = unlinked; \
    })

int unlink(const char *name) {
    REAL(int, unlink, const char *);
    UNLINK(AT_FDCWD, name, real(name));
}
