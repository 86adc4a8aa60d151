#!/usr/bin/env bash
# Lays the documents of the researcher's gold set under a folder: build/fetch-gold-documents.sh FOLDER. They come from Debian's
# documentation packages, each document in one format. A package that is there already is left alone. Needs apt on a Debian
# 12, and root only if the package lists have to be fetched first.
set -euo pipefail
export LC_ALL=C

[ $# -eq 1 ] || { echo "usage: $0 FOLDER" >&2; exit 2; }
mkdir -p "$1"
folder=$(cd "$1" && pwd)
work=$(mktemp -d)
# Next to the result, so that a finished package comes into place by a rename: it is there in whole or not at all.
parts=$(mktemp -d "$folder/.parts.XXXXXX")
trap 'rm -rf "$work" "$parts"' EXIT
# apt downloads as a user of its own.
chmod 755 "$work"

download() {
    # The lists may be missing, or so old that they name versions which the archive no longer has.
    (cd "$work" && { apt-get download -q "$1" || { apt-get update -q && apt-get download -q "$1"; }; }) >"$work/apt.log" 2>&1 ||
        { cat "$work/apt.log" >&2; echo "cannot download $1" >&2; exit 1; }
    mkdir "$work/$1"
    dpkg-deb -x "$work/$1"_*.deb "$work/$1"
}

# Copies the files below a package's root whose path there matches `chosen` and not `left`: take PACKAGE ROOT AT-LEAST CHOSEN [LEFT]
take() {
    local package=$1 root=$2 least=$3 chosen=$4 left=${5:-'^$'} path count=0
    [ ! -d "$folder/$package" ] || { echo "$package: there already"; return; }
    download "$package"

    while IFS= read -r path; do
        mkdir -p "$parts/$package/$(dirname "$path")"
        case $path in
            *.gz) gzip -cd "$work/$package/$root/$path" >"$parts/$package/${path%.gz}" ;;
            *) cp "$work/$package/$root/$path" "$parts/$package/$path" ;;
        esac
        count=$((count + 1))
    done < <(cd "$work/$package/$root" && find . -type f -printf '%P\n' | grep -E "$chosen" | grep -vE "$left" | sort)

    [ "$count" -ge "$least" ] || { echo "$package: $count files, at least $least expected" >&2; exit 1; }
    mv "$parts/$package" "$folder/$package"
    rm -rf "${work:?}/$package" "$work/$package"_*.deb
    echo "$package: $count files"
}

# HTML
take debian-policy usr/share/doc/debian-policy 30 '\.html$' \
    '(^|/)(index|search|genindex)\.html$|_static/|-policy-1\.html$|upgrading-checklist'
take debian-faq usr/share/doc/debian/FAQ 14 '\.en\.html$' '^index'
take debian-reference-en usr/share/debian-reference 13 '\.en\.html$' '^index'
take postgresql-doc-15 usr/share/doc/postgresql-doc-15/html 250 \
    '^(sql|tutorial|ddl|dml|queries|datatype|functions|indexes|textsearch|mvcc|transaction|explicit|auth|backup|continuous|warm|hot|high|runtime-config|role|routine|wal|monitoring|limits|glossary|arrays|rangetypes|populate|using-explain|app-p|libpq-(pgpass|envars|connect|ssl)|storage|server|upgrading|plpgsql|pgtrgm|pgcrypto|pgbench|pgupgrade|pgstatstatements|hstore|citext)[-a-z0-9]*\.html$' \
    '^(sql|tutorial|ddl|dml|queries|datatype|functions|indexes|textsearch|mvcc|backup|runtime-config|wal|monitoring|storage|plpgsql|sql-commands|tutorial-sql|app-postmaster)\.html$|^sql-(drop|security|alter([^ts]|t[^a]|tables|s)|create(accessm|cast|conversion|eventt|foreignd|opc|opf|transform|ts|userm|server))|^functions-(geometry|xml|enum|bitstring|event|statistics|uuid|trigger)|^datatype-(pg-lsn|pseudo|geometric|xml|bit)|^auth-(bsd|radius|pam|ident)|^wal-internals|^backup-manifest|^plpgsql-(porting|implementation|overview)'
take sqlite3-doc usr/share/doc/sqlite3 110 '^[a-z][a-z0-9_-]*\.html$' \
    '^(requirements|doc_.*|keyword_index|syntaxdiagrams|capi3ref|sitemap|oldnews|changes|chronology|news|fileformat2|custombuild|docs|doclist|books|consortium.*|pressrelease.*|hp1|copyright-release|download|index|sqlite|sqlanalyze|lang_select|windowfunctions|lang_createtrigger|lang_update|lang_delete|cves|prosupport|3[0-9]to3[0-9]|version3|c_interface|capi3|speed|aff_short|affcase1|crew|np1queryprob|lang_(conflict|indexedby|droptrigger|dropview|comment|detach|naming|replace)|bytecodevtab|carray|completion|conflict|dbpage|dbhash|dbstat|imposter|intern-v-extern-blob|locrsf|mingw|qmplan|series|spellfix1|swarmvtab|unionvtab|uintcseq|stmt|shortnames|pgszchng2016|hirely|invalidutf|formatchng|asyncvfs|cksumvfs|lemon|getthecode|undoredo|codeof.*)\.html$'
# Some pages under `en` are not in English.
take apache2-doc usr/share/doc/apache2-doc/manual/en 45 \
    '^[a-z-]+\.html$|^(howto|misc|rewrite|ssl|vhosts)/[a-z0-9_-]+\.html$|^programs/(ab|apachectl|htcacheclean|htdigest|htpasswd|httpd|rotatelogs)\.html$' \
    '(^|/)(index|sitemap|license|relevant_standards|dns-caveats|fd-limits|details|ssl_compat|tech|bind|filter|install|invoking|upgrading)\.html$|^(mpm|new_features|socache|server-wide)'
take borgbackup-doc usr/share/doc/borgbackup/html 30 '\.html$' \
    '^_static/|^(index|search|book|paperkey|authors|changes|development|man_intro|usage|deployment|internals)\.html$|^usage/(debug|benchmark)'
take postfix-doc usr/share/doc/postfix/html 50 \
    '^([0-9A-Z_]+_README|OVERVIEW)\.html$|^(post(alias|cat|conf|map|queue|super|fix)|sendmail|posttls-finger)\.1\.html$|^(access|aliases|canonical|generic|header_checks|master|relocated|transport|virtual)\.5\.html$|^(anvil|local|pipe|verify)\.8\.html$' \
    '^(POSTSCREEN_3_5|TLS_LEGACY|CONTENT_INSPECTION|INSTALL|CDB|DB|LMDB|PACKAGE|UUCP|XCLIENT|XFORWARD|MEMCACHE|PCRE|SQLITE|PGSQL|NFS|LINUX|BDAT)'

# reStructuredText
take python3.11-doc usr/share/doc/python3.11/html/_sources 280 \
    '^(tutorial|library|howto|faq|using|reference)/.*\.rst\.txt$|^glossary\.rst\.txt$' \
    '/index\.rst|library/(custominterp|datatypes|debug|development|dialog|filesys|fileformats|frameworks|functional|internet|ipc|language|markup|mm|modules|netdata|numeric|persistence|python|text|tk|unix|windows|binary|archiving|concurrency|crypto|distribution|i18n|sys_path_init|asyncio-(api|llapi)-index|2to3|_thread|__future__|aifc|allos|asynchat|asyncore|audit_events|chunk|distutils|msilib|nis|ossaudiodev|sunau|tkinter\.tix|xdrlib|superseded|uu|sndhdr|nntplib|smtpd|cgitb|imp|optparse|pyclbr|tabnanny|symtable|stringprep|pickletools|modulefinder|dis|token|xml\.sax.*|xml\.dom\.pulldom|email\.(charset|compat32-message|header|iterators)|curses\.panel|winsound|spwd|crypt|mailcap|imghdr|audioop|pipes|telnetlib)\.rst|howto/(clinic|cporting|instrumentation|isolating-extensions)\.rst|grammar|toplevel'
take developers-reference usr/share/developers-reference/_sources 9 '\.rst\.txt$' '^index'

# AsciiDoc as plain text
take git-doc usr/share/doc/git-doc 150 '\.txt$' '^(cmds-|git-(archimport|cvs|sh-i18n|sh-setup|http-fetch|http-push|remote-fd|mergetool--lib|init-db|stage|fsck-objects|credential-cache--daemon)|howto-index|mergetools|technical/(api-|send-pack|trivial|remembering|packfile-uri|scalar|long-running|parallel|shallow|sparse|multi-pack|bundle|bitmap|repository-version|directory|reftable|commit-graph)|howto/(new-command|maintain-git|rebuild|coordinate|recover-corrupted-object-harder)|MyFirst|gitprotocol|gitformat|git-(mktag|mktree|get-tar|unpack-file|show-index|merge-one-file|prune-packed|pack-redundant|receive-pack|upload-|fetch-pack|send-pack|update-server|quiltimport|instaweb|version|web--browse|imap|remote-ext))'

# Markdown
take npm usr/share/doc/npm 75 '\.md(\.gz)?$'
take nodejs-doc usr/share/doc/nodejs/api 60 '\.md(\.gz)?$' '^(index|policy)\.md'
take ansible usr/lib/python3/dist-packages/ansible_collections 50 \
    '^(ansible|community|amazon|kubernetes|containers|openstack|vyos|hetzner)/[^/]+/[^/]+\.(md|rst)$|^community/zabbix/roles/[^/]+/README\.md$' \
    'CHANGELOG|CODE[-_]OF[-_]CONDUCT|^community/(azure|google|skydive|sap|fortios|ciscosmb|network)/|(MAINTAINING|REVIEW_CHECKLIST)\.md$'

find "$folder" -mindepth 2 -type f | wc -l | sed 's/$/ files in all/'
