/* Preloaded into a process, makes its n-th call about a file below one folder fail, or kills the process before it.

   Nothing happens until `faults_arm` is called. Only calls through the C library are seen: those of Python, of SQLite,
   and of ctypes. Linux only: /proc says which file a descriptor belongs to. */
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/xattr.h>
#include <unistd.h>

/* What a call does; tests/faults/shim.py has the same numbers. */
enum { OPENS = 1, MAKES = 2, WRITES = 4, SYNCS = 8, RENAMES = 16, REMOVES = 32, DRESSES = 64, LOOKS = 128, READS = 256, LOCKS = 512 };

enum { PLACE = 2 * PATH_MAX + 2 };

static char below[PATH_MAX];
static int kinds, number, lasts, said = -1;
static long when, seen;

/* Args: the folder; the kinds of calls that count; which of them (0: none); the errno, or 0 to be killed;
   whether all later ones fail too; a descriptor that each counted call is written to, or -1. */
void faults_arm(const char *folder, int counted, long which, int error, int lasting, int log)
{
    snprintf(below, sizeof below, "%s/", folder);
    kinds = counted, when = which, number = error, lasts = lasting, said = log, seen = 0;
}

static int is_below(int folder, const char *name, char *place)
{
    char link[64] = "/proc/self/cwd", base[PATH_MAX] = "";
    if (name && name[0] == '/') {
        snprintf(place, PLACE, "%s", name);
    } else {
        if (folder != AT_FDCWD)
            snprintf(link, sizeof link, "/proc/self/fd/%d", folder);
        if (readlink(link, base, sizeof base - 1) < 0)
            return 0;
        snprintf(place, PLACE, "%s/%s", base, name ? name : "");
    }
    return !strncmp(place, below, strlen(below));
}

/* Return whether this call has to fail; then errno is set. */
static int fault(const char *call, int kind, int folder, const char *name)
{
    char place[PLACE];
    int before = errno;
    if (!(kinds & kind) || !is_below(folder, name, place)) {
        errno = before;
        return 0;
    }
    seen++;
    if (said >= 0)
        dprintf(said, "%s %d %s\n", call, kind, place + strlen(below));
    errno = before;
    if (!when || seen < when || (seen > when && !lasts))
        return 0;
    if (!number)
        kill(getpid(), SIGKILL);
    errno = number;
    return 1;
}

#define NEXT(call, type, parameters) \
    static type(*next) parameters; \
    if (!next) \
        *(void **)&next = dlsym(RTLD_NEXT, #call)

#define CALL(type, failed, call, kind, folder, name, parameters, arguments) \
    type call parameters \
    { \
        NEXT(call, type, parameters); \
        return fault(#call, kind, folder, name) ? failed : next arguments; \
    }

#define OPEN(call, folder, parameters, arguments) \
    int call parameters \
    { \
        NEXT(call, int, parameters); \
        va_list rest; \
        va_start(rest, flags); \
        mode_t mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(rest, mode_t) : 0; \
        va_end(rest); \
        return fault(#call, flags & O_CREAT ? MAKES : OPENS, folder, name) ? -1 : next arguments; \
    }

OPEN(open, AT_FDCWD, (const char *name, int flags, ...), (name, flags, mode))
OPEN(open64, AT_FDCWD, (const char *name, int flags, ...), (name, flags, mode))
OPEN(openat, at, (int at, const char *name, int flags, ...), (at, name, flags, mode))
OPEN(openat64, at, (int at, const char *name, int flags, ...), (at, name, flags, mode))
CALL(DIR *, NULL, opendir, OPENS, AT_FDCWD, name, (const char *name), (name))
CALL(int, -1, mkdir, MAKES, AT_FDCWD, name, (const char *name, mode_t mode), (name, mode))
CALL(int, -1, mkdirat, MAKES, at, name, (int at, const char *name, mode_t mode), (at, name, mode))
CALL(int, -1, linkat, MAKES, there, new, (int here, const char *old, int there, const char *new, int flags), (here, old, there, new, flags))
CALL(int, -1, link, MAKES, AT_FDCWD, new, (const char *old, const char *new), (old, new))

CALL(ssize_t, -1, write, WRITES, fd, NULL, (int fd, const void *data, size_t size), (fd, data, size))
CALL(ssize_t, -1, pwrite, WRITES, fd, NULL, (int fd, const void *data, size_t size, off_t at), (fd, data, size, at))
CALL(ssize_t, -1, pwrite64, WRITES, fd, NULL, (int fd, const void *data, size_t size, off64_t at), (fd, data, size, at))
CALL(int, -1, ftruncate, WRITES, fd, NULL, (int fd, off_t size), (fd, size))
CALL(int, -1, ftruncate64, WRITES, fd, NULL, (int fd, off64_t size), (fd, size))
CALL(int, -1, fsync, SYNCS, fd, NULL, (int fd), (fd))
CALL(int, -1, fdatasync, SYNCS, fd, NULL, (int fd), (fd))

CALL(int, -1, rename, RENAMES, AT_FDCWD, new, (const char *old, const char *new), (old, new))
CALL(int, -1, renameat, RENAMES, there, new, (int here, const char *old, int there, const char *new), (here, old, there, new))
CALL(int, -1, renameat2, RENAMES, there, new, (int here, const char *old, int there, const char *new, unsigned flags), (here, old, there, new, flags))
CALL(int, -1, unlink, REMOVES, AT_FDCWD, name, (const char *name), (name))
CALL(int, -1, unlinkat, REMOVES, at, name, (int at, const char *name, int flags), (at, name, flags))
CALL(int, -1, rmdir, REMOVES, AT_FDCWD, name, (const char *name), (name))

CALL(int, -1, chmod, DRESSES, AT_FDCWD, name, (const char *name, mode_t mode), (name, mode))
CALL(int, -1, fchmod, DRESSES, fd, NULL, (int fd, mode_t mode), (fd, mode))
CALL(int, -1, fchown, DRESSES, fd, NULL, (int fd, uid_t user, gid_t group), (fd, user, group))
CALL(int, -1, fsetxattr, DRESSES, fd, NULL, (int fd, const char *key, const void *value, size_t size, int flags), (fd, key, value, size, flags))

CALL(int, -1, stat64, LOOKS, AT_FDCWD, name, (const char *name, struct stat64 *found), (name, found))
CALL(int, -1, lstat64, LOOKS, AT_FDCWD, name, (const char *name, struct stat64 *found), (name, found))
CALL(int, -1, fstat64, LOOKS, fd, NULL, (int fd, struct stat64 *found), (fd, found))
CALL(int, -1, fstatat64, LOOKS, at, name, (int at, const char *name, struct stat64 *found, int flags), (at, name, found, flags))
CALL(int, -1, __xstat64, LOOKS, AT_FDCWD, name, (int version, const char *name, struct stat64 *found), (version, name, found))
CALL(int, -1, __lxstat64, LOOKS, AT_FDCWD, name, (int version, const char *name, struct stat64 *found), (version, name, found))
CALL(int, -1, __fxstat64, LOOKS, fd, NULL, (int version, int fd, struct stat64 *found), (version, fd, found))
CALL(int, -1, access, LOOKS, AT_FDCWD, name, (const char *name, int mode), (name, mode))
CALL(int, -1, faccessat, LOOKS, at, name, (int at, const char *name, int mode, int flags), (at, name, mode, flags))

CALL(ssize_t, -1, read, READS, fd, NULL, (int fd, void *data, size_t size), (fd, data, size))
CALL(ssize_t, -1, pread64, READS, fd, NULL, (int fd, void *data, size_t size, off64_t at), (fd, data, size, at))
CALL(off64_t, -1, lseek64, READS, fd, NULL, (int fd, off64_t at, int from), (fd, at, from))
CALL(struct dirent64 *, NULL, readdir64, READS, dirfd(folder), NULL, (DIR *folder), (folder))
CALL(ssize_t, -1, flistxattr, READS, fd, NULL, (int fd, char *keys, size_t size), (fd, keys, size))
CALL(ssize_t, -1, fgetxattr, READS, fd, NULL, (int fd, const char *key, void *value, size_t size), (fd, key, value, size))

CALL(int, -1, flock, LOCKS, fd, NULL, (int fd, int what), (fd, what))

int fcntl64(int fd, int what, ...)
{
    NEXT(fcntl64, int, (int, int, void *));
    va_list rest;
    va_start(rest, what);
    void *argument = va_arg(rest, void *);
    va_end(rest);
    return fault("fcntl64", what == F_SETLK || what == F_SETLEASE ? LOCKS : 0, fd, NULL) ? -1 : next(fd, what, argument);
}
