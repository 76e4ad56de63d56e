"""Common parts of the test tools: how to start the server and how to talk to it.

A target is a JSON file (target.json). {dir} {port} {token} {id} {tools} and {kheo} (the program: $KHEO) are replaced.
"""
import http.client, json, os, re, signal, subprocess, time, urllib.parse

class Target:
    def __init__(self, path, workdir, port, overrides=None):
        self.c = json.load(open(path)); self.c.update(overrides or {})
        self.dir, self.port, self.p = os.path.abspath(workdir), port, None
        os.makedirs(self.dir, exist_ok=True)
        self.host = self.c.get("host", "127.0.0.1")
    def sub(self, s, **kw):
        kw.update(dir=self.dir, port=self.port, kheo=os.environ.get("KHEO", "build/kheo"), tools=os.path.dirname(os.path.abspath(__file__)))
        s = re.sub(r"\{file:([^}]+)\}", lambda m: open(m[1].replace("{dir}", self.dir)).read().strip(), s)  # a token that init wrote
        return re.sub(r"\{([a-z_]+)\}", lambda m: str(kw.get(m[1], m[0])), s)
    def init(self):
        for cmd in self.c.get("init", []): subprocess.run(self.sub(cmd), shell=True, check=True)
    def start(self, env=None, wait=30, log=None):
        e = dict(os.environ); e.update(self.c.get("env", {})); e.update(env or {})
        self.log = open(log or os.path.join(self.dir + ".server.log"), "ab")
        t = time.monotonic()
        self.p = subprocess.Popen(self.sub("exec " + self.c["start"]), shell=True, env=e, stdout=self.log, stderr=self.log, start_new_session=True)
        while time.monotonic() - t < wait:
            if self.p.poll() is not None: raise RuntimeError("server exited with %s at start" % self.p.returncode)
            try:
                if self.req("GET", self.c["health"], timeout=2)[0] == 200: return time.monotonic() - t
            except OSError: pass
            except http.client.HTTPException: pass
            time.sleep(0.01)
        raise RuntimeError("server not healthy after %d s" % wait)
    def kill(self, sig=signal.SIGKILL, wait=30):
        if not self.p: return None
        try: os.killpg(self.p.pid, sig)
        except ProcessLookupError: pass
        try: return self.p.wait(wait)
        except subprocess.TimeoutExpired:
            os.killpg(self.p.pid, signal.SIGKILL); self.p.wait(); return None
    def conn(self, timeout=10): return http.client.HTTPConnection(self.host, self.port, timeout=timeout)
    def req(self, method, path, body=None, headers=None, timeout=10, conn=None):
        c = conn or self.conn(timeout)
        try:
            c.request(method, path, body, headers or {}); r = c.getresponse(); b = r.read()
            return r.status, dict((k.lower(), v) for k, v in r.getheaders()), b
        finally:
            if not conn: c.close()
    def post_token(self, token, key=None, conn=None, timeout=10):
        """-> (status, id or None, index or None, body)"""
        c = self.c["post"]
        h = {k: self.sub(v, token=token) for k, v in c.get("headers", {}).items()}
        if key: h["Idempotency-Key"] = key
        if "json" in c: body = self.sub(json.dumps(c["json"]), token=token); h.setdefault("Content-Type", "application/json")
        else: body = urllib.parse.urlencode({k: self.sub(v, token=token) for k, v in c["form"].items()}); h.setdefault("Content-Type", "application/x-www-form-urlencoded")
        s, hd, b = self.req("POST", self.sub(c["path"], token=token), body.encode(), h, timeout, conn)
        t = b.decode("utf-8", "replace"); m = re.search(c["id"], t) if 200 <= s < 300 else None
        i = re.search(c["index"], t) if m and c.get("index") else None
        return s, m and m[1], i and int(i[1]), b
    def get_id(self, i, conn=None): return self.req("GET", self.sub(self.c["get"], id=urllib.parse.quote(i)), conn=conn)
    def dump(self):
        """one line per record, token inside -> list of lines; runs while the server is stopped unless dump_live"""
        r = subprocess.run(self.sub(self.c["dump"]), shell=True, capture_output=True)
        if r.returncode: raise RuntimeError("dump failed: " + r.stderr.decode("utf-8", "replace")[:500])
        return r.stdout.decode("utf-8", "replace").split("\n")
    def verify(self):
        if not self.c.get("verify"): return 0, "no verify command"
        r = subprocess.run(self.sub(self.c["verify"]), shell=True, capture_output=True, timeout=600)
        return r.returncode, (r.stdout + r.stderr).decode("utf-8", "replace")[-500:]
