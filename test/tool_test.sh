#!/usr/bin/env bash
# test/tool_test.sh FOLDER - the generators stop what a person would otherwise find later.
#
# FOLDER is a build; each case is a small file with one mistake, and the words with which the build must end.
# shellcheck source=script/part/common.sh
. "$(dirname "$0")/../script/part/common.sh"
help_first "$@"
tools=$PWD/${1:-build/debug}/tool
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
passed=0 failed=0
verdict() { # NAME WANT OUTPUT STATUS: refused with these words; an empty WANT: accepted
    local ok=no
    if [ -z "$2" ]; then [ "$4" != 0 ] || ok=yes; elif [ "$4" != 0 ] && [[ $3 == *"$2"* ]]; then ok=yes; fi
    if [ $ok = yes ]; then passed=$((passed + 1)); else
        failed=$((failed + 1))
        printf 'not ok %s: wanted "%s", status %s\n%s\n' "$1" "$2" "$4" "$3"
    fi
}
case_of() { # NAME WANT COMMAND...
    local name=$1 want=$2 out status=0
    shift 2
    out=$("$@" 2>&1) || status=$?
    verdict "$name" "$want" "$out" "$status"
}

cat >0001_fruit.sql <<'END'
CREATE TABLE fruit (id INTEGER PRIMARY KEY, name TEXT NOT NULL, ripe DAY NOT NULL);
END
sql() { # NAME WANT, statement on standard input
    cat >case.sql
    case_of "sqlgen: $1" "$2" "$tools/sqlgen" case.sql out 0001_fruit.sql
}
sql "a sound statement" "" <<'END'
-- fruit_by_id(id int64_t) one Fruit
SELECT id, name, ripe FROM fruit WHERE id = :id;
END
sql "a column that is not there" "no such column" <<'END'
-- fruit_by_id(id int64_t) one Fruit
SELECT id, nmae FROM fruit WHERE id = :id;
END
sql "a parameter that is not in the header" "is not in the header" <<'END'
-- fruit_by_id(id int64_t) one Fruit
SELECT id FROM fruit WHERE id = :di;
END
sql "a parameter that is not used" "is not used" <<'END'
-- fruit_by_id(id int64_t, name Str) one Fruit
SELECT id FROM fruit WHERE id = :id;
END
sql "a whole table read without saying so" "say scan" <<'END'
-- fruit_named(name Str) many Fruit
SELECT id FROM fruit WHERE name = :name;
END
sql "an expression without a type" "no type known" <<'END'
-- fruit_count(id int64_t) one Count
SELECT count(*) FROM fruit WHERE id = :id;
END
sql "what only PostgreSQL understands" "PostgreSQL's own" <<'END'
-- fruit_by_id(id int64_t) one Fruit
SELECT id FROM fruit WHERE id = :id::int;
END

# the id of a new row is taken from SQLite without RETURNING, that of any other statement is not
sql "statements that return an id" "" <<'END'
-- fruit_add(name Str, ripe Day) one FruitId
INSERT INTO fruit (name, ripe) VALUES (:name, :ripe) RETURNING id;

-- fruit_put(name Str, ripe Day) one FruitId
INSERT INTO fruit (name, ripe) VALUES (:name, :ripe) ON CONFLICT DO NOTHING RETURNING id;

-- fruit_move(id int64_t, ripe Day) one FruitId
UPDATE fruit SET ripe = :ripe WHERE id = :id RETURNING id;
END
for what in "RETURNING id:5" "store_new_id:1"; do
    case_of "sqlgen: ${what%:*}" "" test "$(grep -c "${what%:*}" out.c)" = "${what#*:}"
done

page() { # NAME WANT, page on standard input
    cat >case.html
    case_of "pagegen: $1" "$2" "$tools/pagegen" case.html out
}
page "a sound page" "" <<'END'
{page p_html(Str s)}
<p title="{s}">{s} <a href="/x/{url s}">{t a.b}</a></p>
END
page "a plain value in a link" "write {url x}" <<'END'
{page p_html(Str s)}
<a href="{s}">x</a>
END
page "an attribute without quotes" "quote" <<'END'
{page p_html(Str s)}
<p title={s}>x</p>
END
page "a value inside a script" "script" <<'END'
{page p_html(Str s)}
<script>{s}</script>
END
page "a value in a style" "style" <<'END'
{page p_html(Str s)}
<p style="{s}">x</p>
END
page "a block that is not closed" "{end}" <<'END'
{page p_html(Str s)}
{if s.len}<p>x</p>
END

words() { # NAME WANT VI EN
    mkdir -p w
    printf '%s\n' "$3" >w/vi.txt
    printf '%s\n' "$4" >w/en.txt
    case_of "msggen: $1" "$2" "$tools/msggen" out w/vi.txt w/en.txt
}
words "two sound files" "" "a.b Xin chào {}" "a.b Hello {}"
words "a key in one language only" "is missing in en.txt" "a.b Xin chào" "# none"
words "another number of gaps" "has 0 {} here and 1" "a.b Xin chào {}" "a.b Hello"
words "a key twice" "twice" $'a.b Một\na.b Hai' "a.b One"

mkdir -p files
echo 'body{}' >files/a.css
echo 'x' >files/a.unknown
case_of "assetgen: a sound file" "" "$tools/assetgen" out.c files files/a.css
case_of "assetgen: an ending without a type" "no content type" "$tools/assetgen" out.c files files/a.unknown

echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
