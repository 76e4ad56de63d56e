/* wire_test.c - nobody is waited for longer than agreed, nobody takes all the places, and a stop is a stop. */
#include "http/talk.h"
#include <arpa/inet.h>
#include <pthread.h>
#include <sys/socket.h>
#include <unistd.h>

/* ---- deadlines: nobody is waited for longer than agreed ---- */

TEST(a_head_that_drips_is_cut_off_at_its_deadline)
{
    static Server s;
    serve(&s, (HttpConfig){.head_ms = 400});
    int fd = dial(&s);
    BETWEEN(drip_on(fd, S("")), 300, 3000); /* nothing at all */
    fd = dial(&s);
    BETWEEN(drip_on(fd, S("G")), 300, 3000); /* a request line */
    fd = dial(&s);
    tell(fd, S(GET));
    BETWEEN(drip_on(fd, S("X: a\r\n")), 300, 3000);
    fd = dial(&s);
    BETWEEN(drip_on(fd, S("\r\n")), 300, 3000); /* empty lines before it */
    fd = dial(&s);
    EQ(status_of(ask_on(fd, S(GET "\r\n"))), 200);
    pause_ms(150); /* idle, which may last 60 s; then the next one drips */
    BETWEEN(drip_on(fd, S("G")), 300, 3000);
    http_stop(s.http);
}

TEST(an_idle_connection_may_stay_longer_than_a_head_but_not_for_ever)
{
    static Server s;
    serve(&s, (HttpConfig){.head_ms = 200, .idle_ms = 900});
    int fd = dial(&s);
    EQ(status_of(ask_on(fd, S(GET "\r\n"))), 200);
    pause_ms(500);
    EQ(status_of(ask_on(fd, S(GET "\r\n"))), 200);
    BETWEEN(drip_on(fd, S("")), 700, 4000);
    http_stop(s.http);
}

TEST(a_body_has_to_come_at_a_kilobyte_a_second)
{
    static Server s;
    serve(&s, (HttpConfig){.body_ms = 400});
    int fd = dial(&s);
    tell(fd, S(POST "Content-Length: 90000\r\n\r\n"));
    BETWEEN(drip_on(fd, S("b")), 300, 3000);
    fd = dial(&s);
    tell(fd, S(POST "Transfer-Encoding: chunked\r\n\r\n1;"));
    BETWEEN(drip_on(fd, S("x")), 300, 3000);
    fd = dial(&s);
    tell(fd, S("POST /length HTTP/1.1\r\nHost: a\r\nContent-Length: 2000\r\n\r\n"));
    for (int i = 0; i < 20; i++) { /* slow, but faster than that: 800 ms in all */
        static const char some[100];
        CHECK(tell(fd, (Str){some, sizeof some}));
        pause_ms(40);
    }
    SAYS(hear_on(fd, ONE_ANSWER), "\r\n\r\n2000");
    close(fd);
    http_stop(s.http);
}

TEST(an_answer_waits_for_a_slow_reader_but_not_for_one_that_stopped)
{
    static Server s;
    static char some[200000];
    serve(&s, (HttpConfig){.write_ms = 400});
    int fd = dial(&s);
    tell(fd, S("GET /big HTTP/1.1\r\nHost: a\r\n\r\n"));
    size_t got = 0;
    for (ssize_t n = 1; n > 0 && got < BIG; pause_ms(20)) /* longer than 400 ms in all */
        got += (size_t)((n = recv(fd, some, sizeof some, 0)) > 0 ? n : 0);
    CHECK(got >= BIG);
    close(fd);
    fd = dial(&s);
    tell(fd, S("GET /big HTTP/1.1\r\nHost: a\r\n\r\n"));
    pause_ms(4000);
    for (got = 0; got < BIG;) {
        ssize_t n = recv(fd, some, sizeof some, 0);
        if (n <= 0) break;
        got += (size_t)n;
    }
    CHECK(got < BIG);
    close(fd);
    http_stop(s.http);
}

TEST(a_parked_call_has_no_deadline_of_the_connection)
{
    static Server s;
    serve(&s, (HttpConfig){.head_ms = 100, .body_ms = 100, .idle_ms = 100, .write_ms = 100});
    int fd = dial(&s);
    tell(fd, S("GET /park HTTP/1.1\r\nHost: a\r\n\r\n"));
    Call *x = wait_for_call();
    pause_ms(600);
    text_answer(x, S("late, but here"));
    http_resume(x);
    SAYS(hear_on(fd, ONE_ANSWER), "late, but here");
    close(fd);
    http_stop(s.http);
}

/* ---- limits of connections ---- */

static void check_full(const Server *s)
{
    Heard *h = ask(s, S(GET "Connection: close\r\n\r\n"));
    EQ(status_of(h), 503);
    SAYS(h, "Retry-After: ");
    CHECK(h->closed);
}

static void fill_and_empty(HttpConfig c)
{
    static Server s;
    int fd[3];
    serve(&s, c);
    for (int i = 0; i < 3; i++)
        EQ(status_of(ask_on(fd[i] = dial(&s), S(GET "\r\n"))), 200);
    check_full(&s);
    check_full(&s);
    for (int i = 0; i < 3; i++)
        EQ(status_of(ask_on(fd[i], S(GET "\r\n"))), 200); /* those inside feel nothing */
    close(fd[1]);
    int status = 503;
    for (int i = 0; i < 200 && status == 503; i++, pause_ms(5))
        status = status_of(ask(&s, S(GET "Connection: close\r\n\r\n")));
    EQ(status, 200);
    close(fd[0]);
    close(fd[2]);
    http_stop(s.http);
}

TEST(there_are_only_so_many_connections)
{
    fill_and_empty((HttpConfig){.connections_max = 3});
}

TEST(one_address_has_only_so_many_of_them)
{
    fill_and_empty((HttpConfig){.per_address_max = 3});
}

TEST(behind_a_proxy_the_client_is_the_last_one_it_names)
{
    static Server s;
    serve(&s, (HttpConfig){.behind_proxy = true, .per_address_max = 1});
    int fd = dial(&s), other = dial(&s);
#define FROM(who) S("GET /address HTTP/1.1\r\nHost: a\r\n" who "\r\n")
    SAYS(ask_on(fd, FROM("X-Forwarded-For: 10.1.1.1, 203.0.113.9\r\n")), "\r\n\r\n203.0.113.9");
    SAYS(ask_on(other, FROM("X-Forwarded-For: 10.1.1.1\r\nX-Forwarded-For: 2001:db8::7\r\n")), "\r\n\r\n2001:db8::7");
    SAYS(ask_on(fd, FROM("X-Forwarded-For: 10.1.1.1, unknown\r\n")), "\r\n\r\n127.0.0.1");
    SAYS(ask_on(fd, FROM("")), "\r\n\r\n127.0.0.1");
    close(fd);
    close(other);
    http_stop(s.http);
}

/* ---- the stop ---- */

static void *stop_it(void *http)
{
    http_stop(http);
    return NULL;
}

TEST(a_stop_waits_for_what_is_under_way_and_for_nothing_else)
{
    static Server s;
    pthread_t other;
    serve(&s, (HttpConfig){0});
    int idle = dial(&s), busy = dial(&s);
    EQ(status_of(ask_on(idle, S(GET "\r\n"))), 200);
    tell(busy, S("GET /park HTTP/1.1\r\nHost: a\r\n\r\n"));
    Call *x = wait_for_call();
    int64_t began = ms_now();
    CHECK(pthread_create(&other, NULL, stop_it, s.http) == 0);
    CHECK(hear_on(idle, ALL)->closed);
    BETWEEN(ms_now() - began, 0, 2000);
    struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons((uint16_t)s.port)};
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    int late = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    CHECK(connect(late, (struct sockaddr *)&to, sizeof to) != 0);
    text_answer(x, S("the last one"));
    http_resume(x);
    Heard *h = hear_on(busy, ALL);
    SAYS(h, "Connection: close\r\n");
    SAYS(h, "the last one");
    pthread_join(other, NULL);
    BETWEEN(ms_now() - began, 0, 5000);
    close(idle);
    close(busy);
    close(late);
}
