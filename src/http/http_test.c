/* http_test.c - what is served, on real sockets on the loopback. */
#include "http/talk.h"
#include <arpa/inet.h>
#include <poll.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

TEST(a_request_reaches_its_handler_as_it_was_sent)
{
    static Server s;
    serve(&s, (HttpConfig){0});
    int fd = dial(&s);
    Heard *h = ask_on(fd, S("GET /a%20b?x=1&y=%41+z&x=2 HTTP/1.1\r\nHost: a\r\n\r\n"));
    EQ(status_of(h), 200);
    SAYS(h, "Content-Type: text/plain; charset=utf-8\r\n");
    SAYS(h, "\r\n\r\nGET /a%20b [x=1&y=%41+z&x=2] []");
    SAYS(ask_on(fd, S("BREW /? HTTP/1.1\r\nHost: a\r\n\r\n")), "\r\n\r\nBREW / [] []");
    SAYS(ask_on(fd, S("POST /p?q HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello")), "POST /p [q] [hello]");
    SAYS(ask_on(fd, S("POST /p HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n")), "POST /p [] []");
    SAYS(ask_on(fd, S("GET /header HTTP/1.1\r\nHost: a\r\nX-TEST:  t u\t \r\n\r\n")), "Length: 3\r\n\r\nt u");
    SAYS(ask_on(fd, S("GET /address HTTP/1.1\r\nHost: a\r\nX-Forwarded-For: 1.2.3.4\r\n\r\n")), "127.0.0.1");
    CHECK(!ask_on(fd, S(GET "\r\n"))->closed);
    h = ask_on(fd, S(GET "Connection: close\r\n\r\n"));
    SAYS(h, "Connection: close\r\n");
    CHECK(hear_on(fd, ALL)->closed);
    close(fd);
    CHECK(ask(&s, S("GET /close HTTP/1.1\r\nHost: a\r\n\r\n"))->closed);
    CHECK(ask(&s, S("GET /x HTTP/1.0\r\n\r\n"))->closed);
    http_stop(s.http);
}

TEST(a_head_request_is_a_get_without_the_body)
{
    static Server s;
    serve(&s, (HttpConfig){0});
    Heard *h = ask(&s, S("HEAD /x HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"));
    SAYS(h, "Content-Length: 12\r\n"); /* GET /x [] [] */
    CHECK(h->len > 4 && strcmp(h->text + h->len - 4, "\r\n\r\n") == 0);
    http_stop(s.http);
}

TEST(pipelined_requests_are_answered_in_order)
{
    static Server s;
    serve(&s, (HttpConfig){0});
    Heard *h =
        ask(&s, S("GET /1 HTTP/1.1\r\nHost: a\r\n\r\nPOST /2 HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nab"
                  "GET /3 HTTP/1.1\r\nHost: a\r\n\r\nGET /close HTTP/1.1\r\nHost: a\r\n\r\nGET /5 HTTP/1.1\r\n"));
    const char *one = strstr(h->text, "GET /1"), *two = strstr(h->text, "POST /2 [] [ab]");
    const char *three = strstr(h->text, "GET /3"), *bye = strstr(h->text, "bye");
    CHECK(one && one < two && two < three && three < bye);
    EQ(count_of(h, "HTTP/1.1 200"), 4);
    http_stop(s.http);
}

TEST(a_connection_ends_after_a_thousand_requests)
{
    static Server s;
    serve(&s, (HttpConfig){0});
    int fd = dial(&s);
    for (int i = 1; i <= 1000; i++) {
        Heard *h = ask_on(fd, S(GET "\r\n"));
        EQ(status_of(h), 200);
        EQ(count_of(h, "Connection: close"), i == 1000);
    }
    CHECK(hear_on(fd, ALL)->closed);
    close(fd);
    http_stop(s.http);
}

TEST(a_header_of_an_answer_cannot_start_another)
{
    static Server s;
    serve(&s, (HttpConfig){0});
    Heard *h = ask(&s, S("GET /inject HTTP/1.1\r\nHost: a\r\n\r\n"));
    EQ(status_of(h), 500);
    EQ(count_of(h, "Set-Cookie"), 0);
    http_stop(s.http);
}

/* ---- bodies ---- */

static Str upload(Arena *a, const char *head, size_t n)
{
    Buf b = {.arena = a};
    buf_fmt(&b, "POST /length HTTP/1.1\r\nHost: a\r\n%s\r\n", head);
    memset(buf_room(&b, n), 'b', n);
    b.len += n;
    return buf_done(&b);
}

static Str chunks(Arena *a, size_t n, size_t size)
{
    Buf b = {.arena = a};
    buf_str(&b, S("POST /length HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"));
    for (size_t at = 0; at < n; at += size) {
        size_t part = n - at < size ? n - at : size;
        buf_fmt(&b, "%zx;note=x\r\n", part);
        memset(buf_room(&b, part), '\n', part); /* line ends in the data are not those of the framing */
        b.len += part;
        buf_str(&b, S("\r\n"));
    }
    buf_str(&b, S("0\r\nTrailer: x\r\n\r\n"));
    return buf_done(&b);
}

TEST(a_body_is_taken_up_to_the_limit_of_its_route)
{
    static Server s;
    Arena a = {.max = 1 << 26};
    serve(&s, (HttpConfig){0});
    SAYS(ask(&s, upload(&a, "Content-Length: 100000\r\nConnection: close\r\n", BODY_MAX)), "\r\n\r\n100000");
    EQ(status_of(ask(&s, upload(&a, "Content-Length: 100001\r\n", 0))), 413); /* from the head alone */
    EQ(status_of(ask(&s, upload(&a, "Content-Length: 4294967296\r\n", 10))), 413);
    EQ(status_of(ask(&s, S("POST /none HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\na"))), 413);
    EQ(status_of(ask(&s, S("POST /none HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"))), 413);
    SAYS(ask(&s, chunks(&a, BODY_MAX, 777)), "\r\n\r\n100000");
    SAYS(ask(&s, chunks(&a, BODY_MAX, 30000)), "\r\n\r\n100000");
    SAYS(ask(&s, chunks(&a, 1, 1)), "\r\n\r\n1");
    EQ(status_of(ask(&s, chunks(&a, BODY_MAX + 1, 4096))), 413);
    Heard *h = ask(&s, chunks(&a, 8 << 20, 65536)); /* too long to wait for its end */
    CHECK(h->closed && status_of(h) != 200);
    arena_clear(&a);
    http_stop(s.http);
}

TEST(who_sends_too_much_hears_so_though_nobody_reads_it)
{
    static Server s;
    Arena a = {.max = 1 << 26};
    serve(&s, (HttpConfig){0});
    for (int i = 0; i < 5; i++)
        EQ(status_of(ask(&s, upload(&a, "Content-Length: 3000000\r\n", 3000000))), 413);
    arena_clear(&a);
    http_stop(s.http);
}

TEST(a_body_that_does_not_fit_into_memory_is_too_large)
{
    static Server s;
    Arena a = {.max = 1 << 24};
    serve(&s, (HttpConfig){.arena_max = 1 << 16});
    EQ(status_of(ask(&s, upload(&a, "Content-Length: 100000\r\n", BODY_MAX))), 413);
    EQ(status_of(ask(&s, chunks(&a, BODY_MAX, 5000))), 413);
    arena_clear(&a);
    http_stop(s.http);
}

static void say_why(Call *x)
{
    http_add(x, "Content-Type", S("text/plain; charset=utf-8"));
    x->answer = x->status == 413 ? S("at most 4 MB") : S("later");
}

static Str large(Arena *a, size_t n)
{
    return arena_fmt(a, "POST /large HTTP/1.1\r\nHost: a\r\nContent-Length: %zu\r\n\r\n", n);
}

/* Sends once nobody's bytes stand in the way any more: the server hears of a client that left when it comes to it. */
static Heard *sent_when_free(const Server *s, Arena *a, Str body)
{
    for (int i = 0; i < 50; i++) {
        const int fd = dial(s);
        tell(fd, large(a, body.len));
        const bool refused = poll(&(struct pollfd){fd, POLLIN, 0}, 1, 100) == 1;
        Heard *h = refused ? NULL : ask_on(fd, body);
        close(fd);
        if (h) return h;
        pause_ms(100);
    }
    return ask(s, large(a, body.len));
}

TEST(large_bodies_under_way_have_one_limit_and_a_share_of_it_each)
{
    static Server s;
    Arena a = {.max = 1 << 26};
    serve(&s, (HttpConfig){.large_max = 6 << 20, .refused = say_why});
    int first = dial(&s);
    tell(first, large(&a, 3 << 20)); /* half of what there is: more this address cannot have */
    pause_ms(100);
    Heard *h = ask(&s, large(&a, 2 << 20));
    EQ(status_of(h), 503);
    SAYS(h, "later");
    EQ(status_of(ask(&s, upload(&a, "Content-Length: 100000\r\nConnection: close\r\n", BODY_MAX))),
       200); /* small ones go on */
    Buf whole = {.arena = &a};
    memset(buf_room(&whole, 3 << 20), 'x', 3 << 20);
    whole.len = 3 << 20;
    SAYS(ask_on(first, buf_done(&whole)), "3145728"); /* to the end, and its bytes are free again */
    close(first);
    int second = dial(&s);
    tell(second, large(&a, 3 << 20));
    tell(second, (Str){whole.ptr, 1 << 20});
    pause_ms(100);
    close(second); /* in the middle */
    SAYS(sent_when_free(&s, &a, buf_done(&whole)), "3145728");
    h = ask(&s, large(&a, 5 << 20));
    EQ(status_of(h), 413);
    SAYS(h, "at most 4 MB");
    arena_clear(&a);
    http_stop(s.http);
}

static Str large_of(Arena *a, const char *client, size_t n)
{
    return arena_fmt(a, "POST /large HTTP/1.1\r\nHost: a\r\nX-Forwarded-For: %s\r\nContent-Length: %zu\r\n\r\n", client,
                     n);
}

/* Starts to send and stays; a refusal is waited for, that none comes only for a while. */
static int starts(const Server *s, Arena *a, const char *client, size_t n, int refusal)
{
    const int fd = dial(s);
    tell(fd, large_of(a, client, n));
    const bool heard = poll(&(struct pollfd){fd, POLLIN, 0}, 1, refusal ? 10000 : 300) == 1;
    EQ(heard ? status_of(ask_on(fd, S(""))) : 0, refusal);
    return fd;
}

TEST(behind_a_proxy_each_client_has_its_own_share_and_a_smaller_one_beside_others)
{
    static Server s;
    Arena a = {.max = 1 << 20};
    int fd[6];
    serve(&s, (HttpConfig){.large_max = 12 << 20, .behind_proxy = true, .refused = say_why});
    fd[0] = starts(&s, &a, "10.0.0.1", 4 << 20, 0); /* alone: up to half */
    fd[1] = starts(&s, &a, "10.0.0.1", 3 << 20, 503);
    fd[2] = starts(&s, &a, "10.0.0.2", 4 << 20, 503); /* beside another: up to a quarter */
    fd[3] = starts(&s, &a, "10.0.0.2", 3 << 20, 0);
    fd[4] = starts(&s, &a, "2001:db8::1", 3 << 20, 0);
    fd[5] = starts(&s, &a, "2001:db8::2", 1200000, 503); /* of the same /64 */
    for (int i = 0; i < 6; i++)
        close(fd[i]);
    arena_clear(&a);
    http_stop(s.http);
}

TEST(who_drips_does_not_keep_what_was_set_aside)
{
    static Server s;
    Arena a = {.max = 1 << 24};
    serve(&s, (HttpConfig){.large_max = 6 << 20, .body_ms = 4500, .refused = say_why});
    int slow = dial(&s);
    const int64_t began = ms_now();
    tell(slow, large(&a, 3 << 20));
    pause_ms(300);
    EQ(status_of(ask(&s, large(&a, 3 << 20))), 503);
    while (ms_now() - began < 9000 && tell(slow, S("xx"))) /* 200 bytes a second */
        pause_ms(10);
    CHECK(ms_now() - began >= 1300 && ms_now() - began < 4000); /* sooner than a form would be given up */
    close(slow);
    Buf whole = {.arena = &a};
    memset(buf_room(&whole, 3 << 20), 'x', 3 << 20);
    whole.len = 3 << 20;
    SAYS(sent_when_free(&s, &a, buf_done(&whole)), "3145728");
    arena_clear(&a);
    http_stop(s.http);
}

TEST(a_client_that_asks_first_is_told_to_go_on_or_not_to)
{
    static Server s;
    serve(&s, (HttpConfig){0});
    int fd = dial(&s);
    tell(fd, S("POST /x HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n"));
    char text[26] = {0};
    EQ(recv(fd, text, 25, MSG_WAITALL), 25);
    CHECK(strcmp(text, "HTTP/1.1 100 Continue\r\n\r\n") == 0);
    SAYS(ask_on(fd, S("abc")), "[abc]");
    close(fd);
    Heard *h = ask(&s, S("POST /x HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 100001\r\n\r\n"));
    EQ(status_of(h), 413);
    http_stop(s.http);
}

/* ---- parking ---- */

static void *resume_later(void *call)
{
    pause_ms(20);
    text_answer(call, S("thanks for waiting"));
    http_resume(call);
    return NULL;
}

TEST(a_parked_call_is_answered_when_it_comes_back)
{
    static Server s;
    pthread_t other;
    serve(&s, (HttpConfig){0});
    int fd = dial(&s);
    for (int i = 0; i < 5; i++) {
        tell(fd, S("GET /park HTTP/1.1\r\nHost: a\r\n\r\n" NEXT)); /* the second waits behind it */
        CHECK(pthread_create(&other, NULL, resume_later, wait_for_call()) == 0);
        Heard *h = hear_on(fd, ONE_ANSWER);
        while (!h->closed && !count_of(h, "/smuggled")) /* they may come in one piece */
            hear(fd, h, ONE_ANSWER);
        CHECK(strstr(h->text, "thanks for waiting") &&
              strstr(h->text, "thanks for waiting") < strstr(h->text, "/smuggled"));
        pthread_join(other, NULL);
    }
    close(fd);
    http_stop(s.http);
}

TEST(a_client_may_leave_while_its_call_is_parked)
{
    static Server s;
    serve(&s, (HttpConfig){0});
    for (int i = 0; i < 20; i++) {
        struct linger hard = {.l_onoff = i % 2};
        int fd = dial(&s);
        setsockopt(fd, SOL_SOCKET, SO_LINGER, &hard, sizeof hard); /* every other one by a reset */
        tell(fd, S("GET /park HTTP/1.1\r\nHost: a\r\n\r\n"));
        Call *x = wait_for_call();
        close(fd);
        pause_ms(3);
        text_answer(x, arena_fmt(&x->arena, "to nobody: " STR, ARG(x->path)));
        http_resume(x);
    }
    SAYS(ask(&s, S(GET "Connection: close\r\n\r\n")), "GET /x");
    http_stop(s.http);
}

enum { STORMERS = 8, STORM_CALLS = 100, WAITING_MAX = 64 };
static struct {
    pthread_mutex_t lock;
    Call *call[WAITING_MAX];
    int len;
    bool over;
} waiting = {.lock = PTHREAD_MUTEX_INITIALIZER};

static bool park_all(Call *x)
{
    http_park(x);
    pthread_mutex_lock(&waiting.lock);
    CHECK(waiting.len < WAITING_MAX);
    waiting.call[waiting.len++] = x;
    pthread_mutex_unlock(&waiting.lock);
    return false;
}

static Call *next_waiting(bool *over)
{
    pthread_mutex_lock(&waiting.lock);
    Call *x = waiting.len ? waiting.call[--waiting.len] : NULL;
    *over = waiting.over && !x;
    pthread_mutex_unlock(&waiting.lock);
    return x;
}

static void *bring_back(void *arg)
{
    for (bool over = false; !over;) {
        Call *x = next_waiting(&over);
        if (!x) {
            pause_ms(1);
            continue;
        }
        text_answer(x, arena_fmt(&x->arena, "for " STR " " STR, ARG(x->path), ARG(http_header(x, "X-Test"))));
        http_resume(x);
    }
    return arg;
}

typedef struct {
    const Server *server;
    int number, good;
} Stormer;

/* Every seventh time it leaves without waiting. */
static void *storm(void *arg)
{
    Stormer *me = arg;
    int fd = dial(me->server);
    for (int i = 0; i < STORM_CALLS; i++) {
        char text[128], want[64];
        snprintf(text, sizeof text, "GET /%d-%d HTTP/1.1\r\nHost: a\r\nX-Test: %d\r\n\r\n", me->number, i, i);
        snprintf(want, sizeof want, "for /%d-%d %d", me->number, i, i);
        if (i % 7 == 6) {
            tell(fd, str(text));
            close(fd);
            fd = dial(me->server);
            me->good++;
        } else {
            me->good += strstr(ask_on(fd, str(text))->text, want) != NULL;
        }
    }
    close(fd);
    return NULL;
}

TEST(many_calls_are_parked_and_brought_back_by_several_threads)
{
    static Server s;
    Stormer stormer[STORMERS];
    pthread_t thread[STORMERS], back[2];
    serve(&s, (HttpConfig){.handle = park_all});
    waiting.over = false;
    for (int i = 0; i < 2; i++)
        CHECK(pthread_create(&back[i], NULL, bring_back, NULL) == 0);
    for (int i = 0; i < STORMERS; i++) {
        stormer[i] = (Stormer){&s, i, 0};
        CHECK(pthread_create(&thread[i], NULL, storm, &stormer[i]) == 0);
    }
    for (int i = 0; i < STORMERS; i++) {
        pthread_join(thread[i], NULL);
        EQ(stormer[i].good, STORM_CALLS);
    }
    http_quiesce(s.http);
    http_stop(s.http); /* those that left may still be parked: it waits for them */
    pthread_mutex_lock(&waiting.lock);
    EQ(waiting.len, 0);
    waiting.over = true;
    pthread_mutex_unlock(&waiting.lock);
    for (int i = 0; i < 2; i++)
        pthread_join(back[i], NULL);
}

/* ---- start ---- */

static Str why_not(HttpConfig c)
{
    static Server s;
    Str why;
    s.arena = arena_over(s.memory, sizeof s.memory, sizeof s.memory);
    c.handle = echo_call;
    CHECK(http_start(&c, &s.arena, &why) == NULL);
    return why;
}

TEST(a_start_that_fails_says_what_to_mend)
{
    static Server s;
    char taken[32];
    serve(&s, (HttpConfig){0});
    snprintf(taken, sizeof taken, "127.0.0.1:%d", s.port);
    Str why = why_not((HttpConfig){.listen = str(taken)});
    CHECK(str_starts(why, S("cannot listen on 127.0.0.1:")));
    CHECK(str_ends(why, S(": address already in use: choose another with --listen")));
    EQ_STR(why_not((HttpConfig){.listen = S("example")}),
           "cannot listen on example: not an address and a port, like 127.0.0.1:8080 or [::1]:8080");
    static const char *const wrong[] = {"",       ":80",   "1.2.3:80", "127.0.0.1:", "127.0.0.1:65536", "127.0.0.1:-1",
                                        "::1:80", "[::1]", "[]:80",    "[::1:80"};
    for (size_t i = 0; i < LEN(wrong); i++)
        CHECK(str_ends(why_not((HttpConfig){.listen = str(wrong[i])}), S("[::1]:8080")));
    CHECK(
        str_starts(why_not((HttpConfig){.listen = S("192.0.2.1:0")}), S("cannot listen on 192.0.2.1:0: this machine")));
    why = why_not((HttpConfig){.listen = S("127.0.0.1:0"), .tls_cert = "no", .tls_key = "pem"});
    CHECK(str_starts(why, S("cannot serve HTTPS: ")));
    CHECK(str_ends(why, S("the certificate and its key must be PEM texts that belong together")));
    http_stop(s.http);
}

TEST(it_listens_on_ipv6_as_well)
{
    static Server s;
    struct sockaddr_in6 to = {.sin6_family = AF_INET6, .sin6_addr = IN6ADDR_LOOPBACK_INIT};
    int fd = socket(AF_INET6, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (fd < 0 || bind(fd, (struct sockaddr *)&to, sizeof to)) return; /* a machine without it */
    serve(&s, (HttpConfig){.listen = S("[::1]:0"), .threads = 1});
    to.sin6_port = htons((uint16_t)s.port);
    CHECK(connect(fd, (struct sockaddr *)&to, sizeof to) == 0);
    SAYS(ask_on(fd, S("GET /address HTTP/1.1\r\nHost: [::1]:80\r\n\r\n")), "\r\n\r\n::1");
    close(fd);
    http_stop(s.http);
}

/* ---- HTTPS ---- */

static char *run(const char *command, char *out, size_t size)
{
    FILE *f = popen(command, "r");
    CHECK(f);
    size_t n = fread(out, 1, size - 1, f);
    out[n] = 0;
    pclose(f);
    return out;
}

TEST(https_is_spoken_with_todays_protocols_only)
{
    static Server s;
    static char cert[8192], key[8192], out[8192], command[512];
    char folder[] = "/tmp/kheo-http-XXXXXX";
    CHECK(mkdtemp(folder));
    snprintf(
        command, sizeof command,
        "cd %s && openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=localhost "
        "-keyout key -out cert 2>/dev/null && cat cert",
        folder);
    run(command, cert, sizeof cert);
    snprintf(command, sizeof command, "cat %s/key", folder);
    run(command, key, sizeof key);
    CHECK(strstr(cert, "BEGIN CERTIFICATE") && strstr(key, "PRIVATE KEY"));
    serve(&s, (HttpConfig){.tls_cert = cert, .tls_key = key, .head_ms = 2000});
    snprintf(command, sizeof command,
             "curl -sS --cacert %s/cert --connect-to ::127.0.0.1: -d hi https://localhost:%d/t?u "
             "https://localhost:%d/v 2>&1",
             folder, s.port, s.port);
    run(command, out, sizeof out);
    CHECK(strcmp(out, "POST /t [u] [hi]POST /v [] [hi]") == 0);
    snprintf(command, sizeof command,
             "printf 'GET / HTTP/1.1\\nHost: a\\n\\n' | openssl s_client -quiet -connect 127.0.0.1:%d 2>/dev/null",
             s.port);
    CHECK(strncmp(run(command, out, sizeof out), "HTTP/1.1 400 ", 13) == 0); /* the guard sees through it */
    snprintf(command, sizeof command,
             "openssl s_client -tls1_1 -cipher ALL:@SECLEVEL=0 -connect 127.0.0.1:%d 2>&1 </dev/null", s.port);
    CHECK(!strstr(run(command, out, sizeof out), "BEGIN CERTIFICATE"));
    int fd = dial(&s);
    BETWEEN(drip_on(fd, S("")), 1000, 9000); /* no handshake */
    http_stop(s.http);
    snprintf(command, sizeof command, "rm -r %s", folder);
    run(command, out, sizeof out);
}
