"""many_dossiers.py BASE TOKEN N PREFIX - N dossiers of people whose addresses are PREFIX1@vidu.vn and so on."""
import http.client, json, sys, urllib.parse

base, token, n, prefix = urllib.parse.urlsplit(sys.argv[1]), sys.argv[2], int(sys.argv[3]), sys.argv[4]
c = http.client.HTTPConnection(base.hostname, base.port, timeout=30)
for i in range(n):
    body = json.dumps({"procedure": "2.001035", "papers": [1, 2, 3], "applicant_kind": "ca_nhan",
                       "applicant_name": "Trần Văn Mẫu %d" % i, "email": "%s%d@vidu.vn" % (prefix, i)})
    c.request("POST", "/can-bo/mot-cua/tiep-nhan.json", body, {"Authorization": "Bearer " + token, "Content-Type": "application/json"})
    r = c.getresponse()
    said = r.read()
    if r.status != 201:
        sys.exit("%d: %s" % (r.status, said[:300]))
