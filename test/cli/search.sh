#!/usr/bin/env bash
# Without these the site and the command line find different things, or an index that lost a record is believed.
# shellcheck source=test/cli/lib/check.sh
. "$(dirname "$0")/lib/check.sh"

runs 0 search "$root/test/data/search/concerns.csv" "karaoke lê lợi"
[ "$out" = $'S010\nS012\nS011' ]
verdict $? "the order is '$out'"
runs 0 search "$root/test/data/search/concerns.csv" '"lê lợi"'
prints "S010"
runs 0 search "$root/test/data/search/concerns.csv" '"'
[ -z "$out" ]
verdict $? "found '$out'"
printf 'id,text\n1,"đường' >broken.csv
runs 1 search broken.csv x
complains "line 2 cannot be read"
printf 'code,text\n1,x\n' >other.csv
runs 1 search other.csv x
complains "needs the columns id and text"
runs 1 search nowhere.csv x
runs 2 search broken.csv

# ---- an index that is not that of the records ----
runs 0 demo --data whole.db
runs 0 verify --data whole.db
damaged() { # SQL PLACE
    rm -f x.db* && cp whole.db x.db
    sqlite3 x.db "$1"
    runs 1 verify --data x.db
    prints "$2"
    runs 0 reindex --data x.db
    prints "documents can be found"
    runs 0 verify --data x.db
}
code=$(sqlite3 whole.db "SELECT key FROM search_doc WHERE title <> '' ORDER BY id LIMIT 1")
damaged "DELETE FROM search_doc WHERE key = '$code'" "$code: is not in the index"
damaged "UPDATE search_doc SET title = 'Không phải thế' WHERE key = '$code'" "$code: the index has it otherwise than the record"
damaged "DELETE FROM search_list WHERE id = (SELECT min(id) FROM search_list)" "its list is not that of the documents that have it"
damaged "UPDATE search_term SET docs = docs + 1 WHERE id = (SELECT max(id) FROM search_term)" "its list is not that"
damaged "UPDATE search_word SET docs = docs + 1 WHERE id = (SELECT max(id) FROM search_word)" "is counted otherwise than it occurs"
damaged "UPDATE search_shelf SET docs = docs + 1 WHERE id = (SELECT max(id) FROM search_shelf WHERE docs > 0)" "counts: are not those of its documents"

# ---- what was erased leaves no trace in the index ----
rm -f x.db* && cp whole.db x.db
name=$(sqlite3 x.db "SELECT a.name FROM applicant a JOIN search_doc d ON d.title = a.name LIMIT 1")
sqlite3 x.db "DELETE FROM applicant WHERE name = '$name'"
runs 1 verify --data x.db
runs 0 reindex --data x.db
[ "$(sqlite3 x.db "SELECT count(*) FROM search_doc WHERE title = '$name' OR text LIKE '%$name%'")" = 0 ]
verdict $? "the name is still there"

# while it is served nobody makes the index anew under the server's hands
starts --data whole.db --test --no-limits
runs 1 reindex --data whole.db
complains "is being served"
curl -s "$base/tim.json?q=khai+sinh" >answer
grep -q '"kind":"procedure"' answer
verdict $? "the server answers $(head -c 300 answer)"
stops
closing
