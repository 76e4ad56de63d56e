/* cage.c - what the worker gives up. Each step is tried; where a kernel or a container refuses one, the others hold.
 *
 * Before its libraries are there: memory, core files, bytes written to files, new privileges, and where an unprivileged
 * user may have one, a network of its own without any device. After: Landlock takes the whole file system away, and a
 * filter answers EPERM to whatever opens a file, makes a socket, starts a program or touches another process. */
#include "worker/frame.h"
#include "worker/worker.h"
#include <errno.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/landlock.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <stddef.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { MEMORY_MAX = 768 << 20, FILES_MAX = 32 };

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
enum { CAN_LIMIT_MEMORY = 0 }; /* the shadow takes terabytes of address space */
#else
enum { CAN_LIMIT_MEMORY = 1 };
#endif

static void limit(__rlimit_resource_t what, rlim_t most)
{
    const int ignored = setrlimit(what, &(struct rlimit){most, most});
    (void)ignored;
}

void cage_enter(void)
{
    int ignored = (int)syscall(SYS_close_range, WORKER_FD + 1, ~0u, 0);
    if (CAN_LIMIT_MEMORY) limit(RLIMIT_AS, MEMORY_MAX);
    limit(RLIMIT_CORE, 0);
    limit(RLIMIT_FSIZE, 0);
    limit(RLIMIT_NOFILE, FILES_MAX);
    ignored |= prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    ignored |= prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
    ignored |= unshare(CLONE_NEWUSER | CLONE_NEWNET | CLONE_NEWIPC);
    (void)ignored;
}

/* A rule set that governs every access and allows none. Only for a process with one thread, or its current one: the
 * filter below holds for all. */
static void shut_files(void)
{
    const struct landlock_ruleset_attr all = {.handled_access_fs = LANDLOCK_ACCESS_FS_MAKE_SYM * 2 - 1};
    const int rules = (int)syscall(SYS_landlock_create_ruleset, &all, sizeof all, 0);
    if (rules < 0) return;
    const long ignored = syscall(SYS_landlock_restrict_self, rules, 0);
    (void)ignored;
    close(rules);
}

#if defined(__x86_64__)
static const uint32_t arch = AUDIT_ARCH_X86_64;
#elif defined(__aarch64__)
static const uint32_t arch = AUDIT_ARCH_AARCH64;
#else
static const uint32_t arch = 0;
#endif

/* What no decoder needs. */
// clang-format off
static const int forbidden[] = {
    SYS_openat,     SYS_openat2,       SYS_open_by_handle_at,
    SYS_socket,     SYS_socketpair,    SYS_connect,
    SYS_bind,       SYS_listen,        SYS_accept,
    SYS_accept4,    SYS_execve,        SYS_execveat,
    SYS_ptrace,     SYS_process_vm_readv, SYS_process_vm_writev,
    SYS_kill,       SYS_tkill,         SYS_unlinkat,
    SYS_renameat2,  SYS_mkdirat,       SYS_linkat,
    SYS_symlinkat,  SYS_mount,         SYS_umount2,
    SYS_unshare,    SYS_setns,         SYS_bpf,
    SYS_perf_event_open, SYS_keyctl,   SYS_add_key,
    SYS_userfaultfd, SYS_io_uring_setup, SYS_memfd_create,
    SYS_pidfd_getfd, SYS_pidfd_open,   SYS_init_module,
#if defined(__x86_64__)
    SYS_open,       SYS_creat,         SYS_unlink,
    SYS_rename,     SYS_mkdir,         SYS_link,
    SYS_symlink,    SYS_fork,          SYS_vfork,
#endif
};
// clang-format on

static void shut_calls(void)
{
    enum { HEAD = 6, LENGTH = HEAD + sizeof forbidden / sizeof *forbidden + 2 };
    struct sock_filter code[LENGTH];
    const unsigned n = sizeof forbidden / sizeof *forbidden;
    if (!arch) return;
    const uint32_t no = SECCOMP_RET_ERRNO | EPERM;
    code[0] = (struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, arch));
    code[1] = (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, arch, 1, 0);
    code[2] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS);
    code[3] = (struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr));
    code[4] = (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, 0x40000000, 0, 1); /* the other ABI of x86-64 */
    code[5] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, no);
    for (unsigned i = 0; i < n; i++)
        code[HEAD + i] =
            (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (uint32_t)forbidden[i], (uint8_t)(n - i), 0);
    code[HEAD + n] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
    code[HEAD + n + 1] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, no);
    const struct sock_fprog program = {LENGTH, code};
    const long ignored = syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_TSYNC, &program);
    (void)ignored;
}

void cage_shut(void)
{
    shut_files();
    shut_calls();
}
