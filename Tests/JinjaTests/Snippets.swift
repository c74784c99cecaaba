// Templates and what jinja2 3.1.6 (with its extensions `do` and `loopcontrols`) makes of them; nil where it fails.
// Made by running jinja2, not by this module. Long by nature.

struct Snippet: Sendable {
    let template: String
    let expected: String?

    init(_ template: String, _ expected: String?) {
        self.template = template
        self.expected = expected
    }

    static let all: [Snippet] = [
        Snippet(
            #"a {{ 1 }} b"#,
            #"a 1 b"#),
        Snippet(
            #"{{ 1 + 2 * 3 }} {{ (1 + 2) * 3 }} {{ 7 / 2 }} {{ 7 // 2 }} {{ -7 // 2 }} {{ -7 % 3 }} {{ 7 % -3 }} {{ 2 ** 10 }} {{ 2 ** -1 }}"#,
            #"7 9 3.5 3 -4 2 -2 1024 0.5"#),
        Snippet(
            #"{{ 4 / 2 }} {{ 1.0 }} {{ 1e16 }} {{ 1e15 }} {{ 123456789012345680.0 }} {{ 0.1 + 0.2 }} {{ 1e-5 }} {{ 0.0001 }} {{ 1.5e300 * 1e10 }}"#,
            #"2.0 1.0 1e+16 1000000000000000.0 1.2345678901234568e+17 0.30000000000000004 1e-05 0.0001 inf"#),
        Snippet(
            #"{{ 7.5 // 2 }} {{ -7.5 // 2 }} {{ -7.5 % 2 }} {{ 7.5 % -2 }} {{ 2 ** 0.5 }} {{ 2.0 ** 3 }}"#,
            #"3.0 -4.0 0.5 -0.5 1.4142135623730951 8.0"#),
        Snippet(
            #"{{ -2 ** 2 }} {{ 2 ** 3 ** 2 }} {{ - - 2 }} {{ +3 }} {{ -1|abs }} {{ (-3)|abs }}"#,
            #"4 64 2 3 1 3"#),
        Snippet(
            #"{{ true }} {{ True }} {{ false }} {{ none }} {{ None }} {{ True + 1 }} {{ True == 1 }} {{ 1 == 1.0 }}"#,
            #"True True False None None 2 True True"#),
        Snippet(
            #"{{ 'a' ~ 1 ~ None ~ 1.5 ~ [1] }} {{ 'a' + 'b' }} {{ 'ab' * 3 }} {{ 3 * 'ab' }} {{ [1] * 3 }} {{ [1] + [2] }} {{ (1,) + (2,) }}"#,
            #"a1None1.5[1] ab ababab ababab [1, 1, 1] [1, 2] (1, 2)"#),
        Snippet(
            #"{{ 1 < 2 }} {{ 1 < 2 < 3 }} {{ 1 < 2 > 3 }} {{ 'a' < 'b' }} {{ 'B' < 'a' }} {{ [1, 2] < [1, 3] }} {{ 1 != 2 }} {{ 1 >= 1.0 }} {{ (1,2) <= (1,2) }}"#,
            #"True True False True True True True True True"#),
        Snippet(
            #"{{ 1 in [1, 2] }} {{ 3 not in [1, 2] }} {{ 'a' in 'cat' }} {{ 'a' in {'a': 1} }} {{ not 1 in [1] }} {{ 1.0 in [1] }} {{ none in [none] }}"#,
            #"True True True True False True True"#),
        Snippet(
            #"{{ 1 and 2 }} {{ 0 and 2 }} {{ 0 or 'x' }} {{ '' or none }} {{ not '' }} {{ not not 1 }} {{ 1 or 2 and 0 }} {{ not 0 == 1 }}"#,
            #"2 0 x None True True 1 True"#),
        Snippet(
            #"{{ 'yes' if 1 else 'no' }} {{ 'yes' if 0 else 'no' }} [{{ 'yes' if 0 }}] {{ 1 if 0 else 2 if 0 else 3 }}"#,
            #"yes no [] 3"#),
        Snippet(
            #"{{ missing }}|{{ missing ~ 'a' }}|{{ missing == 1 }}|{{ missing is defined }}|{{ missing|default('d') }}|{{ missing|length }}|{{ [missing] }}|{{ missing == missing2 }}"#,
            #"|a|False|False|d|0|[Undefined]|True"#),
        Snippet(
            #"{{ missing.x }}"#,
            nil),
        Snippet(
            #"{{ missing + 1 }}"#,
            nil),
        Snippet(
            #"{{ missing() }}"#,
            nil),
        Snippet(
            #"{{ missing['x'] }}"#,
            nil),
        Snippet(
            #"{% for x in missing %}a{% else %}empty{% endfor %} {{ 'y' if missing else 'n' }}"#,
            #"empty n"#),
        Snippet(
            #"{{ {}.x }}|{{ {}['x'] }}|{{ [].x }}|{{ [][0] }}|{{ 'abc'[5] }}"#,
            #"||||"#),
        Snippet(
            #"{{ {}.x.y }}"#,
            nil),
        Snippet(
            #"{{ [1, 'a', "it's", 'say "x"', none, true, 1.5, {'a': (1,)}] }} {{ () }} {{ (1, 2) }} {{ (1,) }} {{ {} }} {{ [] }} {{ {1: 'a', 'b': 2, none: 3} }}"#,
            #"[1, 'a', "it's", 'say "x"', None, True, 1.5, {'a': (1,)}] () (1, 2) (1,) {} [] {1: 'a', 'b': 2, None: 3}"#
        ),
        Snippet(
            #"{{ 1, 2 }} {{ (1) }} {{ [1, 2,] }} {{ {'a': 1,} }}"#,
            #"(1, 2) 1 [1, 2] {'a': 1}"#),
        Snippet(
            #"{{ 'a\nb' }} {{ ['a\nb\t\\ \x01 é \u00e9 \U0001F600'] }} {{ 'a\'b' }} {{ "\q" }} {{ '\101' }}"#,
            #"a\#u{a}b ['a\nb\t\\ \x01 é é 😀'] a'b \q A"#),
        Snippet(
            #"{{ 'abc'[0] }} {{ 'abc'[-1] }} {{ [1,2,3][1] }} {{ [1,2,3][-1] }} {{ 'abcdef'[1:3] }} {{ 'abcdef'[::-1] }} {{ [1,2,3,4][::2] }} {{ [1,2,3][:-1] }} {{ 'abc'[5:] }} {{ (1,2,3)[1:] }} {{ 'abcdef'[-3:-1] }} {{ [1,2,3,4,5][4:1:-2] }} {{ 'abc'[::-5] }} {{ 'abc'[::7] }}"#,
            #"a c 2 3 bc fedcba [1, 3] [1, 2]  (2, 3) de [5, 3] c a"#),
        Snippet(
            #"{{ {'a': {'b': [1, {'c': 2}]}}.a.b[1].c }} {{ {'a': 1}['a'] }} {{ [[1, 2]].0.1 }}"#,
            #"2 1 2"#),
        Snippet(
            #"{{ 'é'|length }} {{ '日本'[1] }} {{ 'e\u0301'|length }} {{ 'é' == 'e\u0301' }} {{ '\r\n'|length }} {{ '🙂🙂'|length }}"#,
            #"1 本 2 False 2 2"#),
        Snippet(
            #"{# comment {{ x }} #}a{#- x -#} b"#,
            #"ab"#),
        Snippet(
            #"  {%- if true -%}  x  {%- endif -%}  y"#,
            #"xy"#),
        Snippet(
            #"a  {{- 1 -}}  b {{ '  x  ' }}"#,
            #"a1b   x  "#),
        Snippet(
            #"{% raw %}{{ x }}{% if %}{% endraw %} {%- raw -%} {{ y }} {%- endraw -%} z"#,
            #"{{ x }}{% if %}{{ y }}z"#),
        Snippet(
            #"{% if 1 %}a{% elif 2 %}b{% else %}c{% endif %}{% if 0 %}a{% elif 2 %}b{% else %}c{% endif %}{% if 0 %}a{% elif 0 %}b{% else %}c{% endif %}"#,
            #"abc"#),
        Snippet(
            #"{% for i in [1,2,3] %}{{ i }}{% if not loop.last %}, {% endif %}{% endfor %}"#,
            #"1, 2, 3"#),
        Snippet(
            #"{% for i in range(5) if i is odd %}{{ loop.index }}:{{ i }}/{{ loop.length }} {% endfor %}"#,
            #"1:1/2 2:3/2 "#),
        Snippet(
            #"{% for i in 'abc' %}{{ loop.index0 }}{{ loop.revindex }}{{ loop.revindex0 }}{{ loop.first }}{{ loop.last }}{{ loop.previtem }}{{ loop.nextitem }}{{ loop.cycle('x', 'y') }} {% endfor %}"#,
            #"032TrueFalsebx 121FalseFalseacy 210FalseTruebx "#),
        Snippet(
            #"{% for k, v in {'a': 1, 'b': 2}.items() %}{{ k }}={{ v }};{% endfor %}"#,
            #"a=1;b=2;"#),
        Snippet(
            #"{% for (a, b), c in [((1, 2), 3)] %}{{ a }}{{ b }}{{ c }}{% endfor %}"#,
            #"123"#),
        Snippet(
            #"{% for k in {'a': 1, 'b': 2} %}{{ k }}{% endfor %} {% for x in [] %}x{% else %}none{% endfor %}"#,
            #"ab none"#),
        Snippet(
            #"{% for i in [1,1,2,2,1] %}{{ 'c' if loop.changed(i) else '.' }}{% endfor %}"#,
            #"c.c.c"#),
        Snippet(
            #"{% for i in range(3) %}{% for j in range(2) %}{{ i }}{{ j }}{{ loop.index }} {% endfor %}{% endfor %}"#,
            #"001 012 101 112 201 212 "#),
        Snippet(
            #"{% for i in range(10) %}{% if i == 2 %}{% continue %}{% endif %}{% if i == 5 %}{% break %}{% endif %}{{ i }}{% endfor %}"#,
            #"0134"#),
        Snippet(
            #"{% for x in [1, 2] if x > 5 %}a{% else %}b{% endfor %}"#,
            #"b"#),
        Snippet(
            #"{% for i in [1,2] %}{{ x }}{% set x = i %}{{ x }}{% endfor %}[{{ x }}]"#,
            #"12[]"#),
        Snippet(
            #"{% set x = 1 %}{% for i in [1,2] %}{{ x }}{% set x = 5 %}{{ x }}{% endfor %}{{ x }}"#,
            #"15151"#),
        Snippet(
            #"{% set x = 1 %}{% if true %}{% set x = 2 %}{% endif %}{{ x }}"#,
            #"2"#),
        Snippet(
            #"{% set ns = namespace(n=0) %}{% for i in range(4) %}{% set ns.n = ns.n + i %}{% endfor %}{{ ns.n }}"#,
            #"6"#),
        Snippet(
            #"{% set a, b = 1, 2 %}{{ a }}{{ b }} {% set c = 1, 2 %}{{ c }} {% set (d, e) = [3, 4] %}{{ d }}{{ e }}"#,
            #"12 (1, 2) 34"#),
        Snippet(
            #"{% set x %}block {{ 1 + 1 }}{% endset %}[{{ x }}] {% set y | upper | trim %} abc {% endset %}[{{ y }}]"#,
            #"[block 2] [ABC]"#),
        Snippet(
            #"{% set l = [] %}{% do l.append(1) %}{% do l.extend([2, 3]) %}{% do l.insert(0, 'z') %}{{ l }} {{ l.pop() }} {{ l.pop(0) }} {{ l }} {{ l.index(2) }} {{ l.count(1) }}"#,
            #"['z', 1, 2, 3] 3 z [1, 2] 1 1"#),
        Snippet(
            #"{% set l = [3, 1, 2] %}{% do l.sort() %}{{ l }}{% do l.reverse() %}{{ l }}{% set m = l.copy() %}{% do m.append(9) %}{{ l }}{{ m }}{% do l.remove(3) %}{{ l }}"#,
            #"[1, 2, 3][3, 2, 1][3, 2, 1][3, 2, 1, 9][2, 1]"#),
        Snippet(
            #"{% set l = [] %}{% for i in range(3) %}{% set _ = l.append(i) %}{% endfor %}{{ l }}"#,
            #"[0, 1, 2]"#),
        Snippet(
            #"{% set d = {'a': 1} %}{% do d.update({'b': 2}) %}{% do d.update(c=3) %}{% do d.setdefault('d', 4) %}{{ d }} {{ d.get('a') }} {{ d.get('z') }} {{ d.get('z', 0) }} {{ d.pop('a') }} {{ d.pop('zz', 'q') }} {{ d }}"#,
            #"{'a': 1, 'b': 2, 'c': 3, 'd': 4} 1 None 0 1 q {'b': 2, 'c': 3, 'd': 4}"#),
        Snippet(
            #"{{ {'a': 1}.keys() }} {{ {'a': 1}.values() }} {{ {'a': 1}.items() }} {{ {'a': 1}.keys()|list }} {{ {'a': 1, 'b': 2}|list }} {{ {'a': 1}.items()|list }}"#,
            #"dict_keys(['a']) dict_values([1]) dict_items([('a', 1)]) ['a'] ['a', 'b'] [('a', 1)]"#),
        Snippet(
            #"{{ dict(a=1, b=2) }} {{ dict([('a', 1)]) }} {{ dict({'a': 1}, b=2) }} {{ range(3) }} {{ range(1, 10, 3)|list }} {{ range(5, 0, -2)|list }} {{ range(0)|list }}"#,
            #"{'a': 1, 'b': 2} {'a': 1} {'a': 1, 'b': 2} range(0, 3) [1, 4, 7] [5, 3, 1] []"#),
        Snippet(
            #"{{ {1: 'a'}[1.0] }} {{ {(1, 2): 'x'}[(1, 2)] }} {{ {'a': 1} == {'a': 1.0} }} {{ [1, 2] == (1, 2) }} {{ {'a': 1, 'b': 2} == {'b': 2, 'a': 1} }}"#,
            #"a x True False True"#),
        Snippet(
            #"{% macro m(a, b=2, *c) %}{% endmacro %}"#,
            nil),
        Snippet(
            #"{% macro m(a, b=2) %}{{ a }}-{{ b }}{% endmacro %}{{ m(1) }} {{ m(1, 3) }} {{ m(b=5, a=4) }} {{ m() }}"#,
            #"1-2 1-3 4-5 -2"#),
        Snippet(
            #"{% macro m(a, b=a) %}{{ a }}{{ b }}{% endmacro %}{{ m(1) }}{{ m(1, 2) }}"#,
            #"1112"#),
        Snippet(
            #"{% macro m() %}{{ varargs }}{{ kwargs }}{% endmacro %}{{ m(1, 2, x=3) }}{{ m() }}"#,
            #"(1, 2){'x': 3}(){}"#),
        Snippet(
            #"{% macro m(a) %}{{ a }}{% endmacro %}{{ m(1, 2) }}"#,
            nil),
        Snippet(
            #"{% macro m(a) %}{{ a }}{% endmacro %}{{ m(z=2) }}"#,
            nil),
        Snippet(
            #"{% macro m(t) %}<{{ caller() }}{{ t }}>{% endmacro %}{% call m('x') %}in{{ 1 }}{% endcall %}"#,
            #"<in1x>"#),
        Snippet(
            #"{% macro m() %}{% for i in [1,2] %}{{ caller(i, 'b') }}{% endfor %}{% endmacro %}{% call(x, y='q') m() %}[{{ x }}{{ y }}]{% endcall %}"#,
            #"[1b][2b]"#),
        Snippet(
            #"{% macro m() %}{% endmacro %}{% call m() %}x{% endcall %}"#,
            nil),
        Snippet(
            #"{% macro fact(n) %}{% if n <= 1 %}1{% else %}{{ n * fact(n - 1)|int }}{% endif %}{% endmacro %}{{ fact(10) }}"#,
            #"3628800"#),
        Snippet(
            #"{% set x = 1 %}{% macro m() %}{{ x }}{% endmacro %}{{ m() }}{% set x = 2 %}{{ m() }}"#,
            #"12"#),
        Snippet(
            #"{% macro a() %}A{{ b() }}{% endmacro %}{% macro b() %}B{% endmacro %}{{ a() }}"#,
            #"AB"#),
        Snippet(
            #"{% macro m() %}  x  {% endmacro %}[{{ m() }}] [{{ m()|trim }}] {{ m() is string }} {{ m().strip() }}"#,
            #"[  x  ] [x] True x"#),
        Snippet(
            #"{% macro outer() %}{% macro inner() %}i{% endmacro %}{{ inner() }}{% endmacro %}{{ outer() }}"#,
            #"i"#),
        Snippet(
            #"{% filter upper %}abc {{ 'd' }}{% endfilter %} {% filter replace('a', 'b')|upper %}aaa{% endfilter %}"#,
            #"ABC D BBB"#),
        Snippet(
            #"{% with a = 1, b = 2 %}{{ a }}{{ b }}{% endwith %}[{{ a }}]"#,
            #"12[]"#),
        Snippet(
            #"{{ 'Hello World'.upper() }} {{ 'Hello'.lower() }} {{ '  x '.strip() }}| {{ '  x '.lstrip() }}|{{ '  x '.rstrip() }}| {{ 'xxaxx'.strip('x') }} {{ 'www.example.com'.strip('cmowz.') }}"#,
            #"HELLO WORLD hello x| x |  x| a example"#),
        Snippet(
            #"{{ 'a,b,c'.split(',') }} {{ ' a  b '.split() }} {{ 'a,b,c'.split(',', 1) }} {{ 'a,b,c'.rsplit(',', 1) }} {{ 'a b c'.split(none, 1) }} {{ ' a b c '.rsplit(none, 1) }} {{ ''.split(',') }} {{ ''.split() }} {{ 'abc'.split('') }}"#,
            nil),
        Snippet(
            #"{{ 'a.b.a'.replace('a', 'xx') }} {{ 'aaa'.replace('a', 'b', 2) }} {{ 'abc'.replace('', '-') }} {{ 'abc'.startswith('ab') }} {{ 'abc'.endswith(('x', 'c')) }} {{ 'abc'.startswith(('x', 'y')) }}"#,
            #"xx.b.xx bba -a-b-c- True True False"#),
        Snippet(
            #"{{ ', '.join(['a', 'b']) }} {{ ''.join('abc') }} {{ ','.join([]) }} {{ '-'.join({'a': 1, 'b': 2}) }}"#,
            #"a, b abc  a-b"#),
        Snippet(
            #"{{ ', '.join([1]) }}"#,
            nil),
        Snippet(
            #"{{ "it's a TEST-case".title() }} {{ 'hELLO wORLD'.capitalize() }} {{ 'hello'.find('l') }} {{ 'hello'.rfind('l') }} {{ 'hello'.find('z') }} {{ 'héllo'.find('l') }} {{ 'hello'.index('e') }} {{ 'hello'.count('l') }} {{ 'hello'.count('') }} {{ 'hello'.find('l', 3) }} {{ 'hello'.find('o', 0, 3) }}"#,
            #"It'S A Test-Case Hello world 2 3 -1 2 1 2 6 3 -1"#),
        Snippet(
            #"{{ '42'.zfill(5) }} {{ '-42'.zfill(5) }} {{ 'x'.ljust(3) }}|{{ 'x'.rjust(3, '.') }} {{ 'x'.center(4, '*') }} {{ 'ab'.center(5, '*') }} {{ 'abc'.center(6, '*') }}"#,
            #"00042 -0042 x  |..x *x** **ab* *abc**"#),
        Snippet(
            #"{{ '123'.isdigit() }} {{ 'a1'.isdigit() }} {{ ''.isdigit() }} {{ 'abc'.isalpha() }} {{ 'a1'.isalnum() }} {{ 'ABC'.isupper() }} {{ 'aBC'.islower() }} {{ '  '.isspace() }} {{ '1'.isnumeric() }} {{ '½'.isnumeric() }} {{ '½'.isdigit() }} {{ '²'.isdigit() }} {{ 'Hello World'.istitle() }}"#,
            #"True False False True True True False True True True False True True"#),
        Snippet(
            #"{{ '%s and %d' % ('a', 3) }} {{ '%05.2f|%-5s|%5s|%x|%%' % (3.14159, 'ab', 'cd', 255) }} {{ '%(a)s-%(b)03d' % {'a': 1, 'b': 2} }} {{ 'x %s' % 'y' }} {{ '%s' % [1] }} {{ '%r' % 'q' }} {{ '%e' % 12345.678 }} {{ '%g' % 0.00001234 }} {{ '%+d' % 5 }} {{ '%i' % 3.7 }} {{ '%.3s|' % 'abcdef' }} {{ '%*d' % (5, 42) }}"#,
            #"a and 3 03.14|ab   |   cd|ff|% 1-002 x y [1] 'q' 1.234568e+04 1.234e-05 +5 3 abc|    42"#),
        Snippet(
            #"{{ '%s' % (1, 2) }}"#,
            nil),
        Snippet(
            #"{{ '%d' % 'a' }}"#,
            nil),
        Snippet(
            #"{{ '{} {}'.format(1, 'a') }} {{ '{1} {0}'.format(1, 2) }} {{ '{a}-{b}'.format(a=1, b=2) }} {{ '{:>5}|{:<5}|{:^5}|'.format('a', 'b', 'c') }} {{ '{:05d} {:,} {:.2f} {:x} {:%}'.format(42, 1234567, 3.14159, 255, 0.5) }} {{ '{{}}{}'.format(1) }} {{ '{:*^9}'.format('mid') }} {{ '{0[0]} {0[1]}'.format([1, 2]) }} {{ '{!r}'.format('a') }} {{ '{:+d} {: d}'.format(1, 2) }} {{ '{:,.1f}'.format(1234567.89) }} {{ '{:>{}}'.format('x', 4) }} {{ '{:e}'.format(1234.5) }} {{ '{:#x} {:b} {:o}'.format(255, 5, 8) }} {{ '{:_}'.format(1234567) }} {{ '{:.3}'.format('abcdef') }} {{ '{}'.format(none) }}"#,
            #"1 a 2 1 1-2     a|b    |  c  | 00042 1,234,567 3.14 ff 50.000000% {}1 ***mid*** 1 2 'a' +1  2 1,234,567.9    x 1.234500e+03 0xff 101 10 1_234_567 abc None"#
        ),
        Snippet(
            #"{{ '{} {}'.format(1) }}"#,
            nil),
        Snippet(
            #"{{ 'abc'|upper }} {{ 'ABC'|lower }} {{ 'hello world-foo (bar)'|title }} {{ "it's"|title }} {{ 'hELLO'|capitalize }} {{ 'a b a'|replace('a', 'x') }} {{ 'aaa'|replace('a', 'b', 2) }} {{ ' x '|trim }}| {{ 'xxaxx'|trim('x') }} {{ 12|string }} {{ 'ab'|center(6) }}|"#,
            #"ABC abc Hello World-Foo (Bar) It's Hello x b x bba x| a 12   ab  |"#),
        Snippet(
            #"{{ '42'|int }} {{ '42.9'|int }} {{ 'abc'|int }} {{ 'abc'|int(7) }} {{ '0x1F'|int(0, 16) }} {{ '101'|int(base=2) }} {{ 4.9|int }} {{ -4.9|int }} {{ true|int }} {{ none|int(5) }} {{ ' 42 '|int }} {{ '1_000'|int }} {{ '1e3'|int }} {{ ''|int }} {{ '-5'|int }} {{ '+5'|int }}"#,
            #"42 42 0 7 31 5 4 -4 1 5 42 1000 1000 0 -5 5"#),
        Snippet(
            #"{{ '3.5'|float }} {{ 'x'|float }} {{ 'x'|float(1.5) }} {{ 3|float }} {{ '1e3'|float }} {{ 'inf'|float }} {{ none|float(2.0) }}"#,
            #"3.5 0.0 1.5 3.0 1000.0 inf 2.0"#),
        Snippet(
            #"{{ 2.5|round }} {{ 3.5|round }} {{ 2.675|round(2) }} {{ 42.55|round(1) }} {{ 42.55|round(1, 'floor') }} {{ 42.55|round(1, 'ceil') }} {{ 5|round }} {{ 1234.5|round(-2) }} {{ 2.1|round(method='ceil') }} {{ -2.5|round }} {{ 42.55|round|int }} {{ 1234|round(-2) }}"#,
            #"2.0 4.0 2.67 42.5 42.5 42.6 5 1200.0 3.0 -2.0 43 1200"#),
        Snippet(
            #"{{ [1,2,3]|sum }} {{ [{'a': 1}, {'a': 2}]|sum(attribute='a') }} {{ [1.5, 2]|sum }} {{ []|sum }} {{ [1]|sum(start=10) }} {{ [3,1,2]|min }} {{ [3,1,2]|max }} {{ ['b', 'A']|min }} {{ ['b', 'A']|min(true) }} [{{ []|max }}] {{ [{'a': 3}, {'a': 1}]|max(attribute='a') }}"#,
            #"6 3 3.5 0 11 1 3 A A [] {'a': 3}"#),
        Snippet(
            #"{{ [1, 2]|join }} {{ [1, 2]|join(', ') }} {{ ['a', none, true]|join('-') }} {{ [{'a': 1}, {'a': 2}]|join(',', attribute='a') }} {{ 'abc'|join('.') }} {{ {'a': 1, 'b': 2}|join(',') }} {{ []|join(',') }}"#,
            #"12 1, 2 a-None-True 1,2 a.b.c a,b "#),
        Snippet(
            #"{{ [1,2,3]|first }} {{ [1,2,3]|last }} {{ 'abc'|first }} {{ 'abc'|last }} [{{ []|first }}] {{ {'a': 1}|first }} {{ [1,2]|length }} {{ 'abc'|count }} {{ {'a': 1}|length }} {{ range(7)|length }}"#,
            #"1 3 a c [] a 2 3 1 7"#),
        Snippet(
            #"{{ 1|length }}"#,
            nil),
        Snippet(
            #"{{ ['b', 'a', 'C']|sort }} {{ ['b', 'a', 'C']|sort(case_sensitive=true) }} {{ [3,1,2]|sort(reverse=true) }} {{ [{'a': 2, 'b': 1}, {'a': 1, 'b': 2}]|sort(attribute='a') }} {{ [{'a': 1, 'b': 2}, {'a': 1, 'b': 1}]|sort(attribute='a,b') }} {{ [(2, 'x'), (1, 'y')]|sort }} {{ {'b': 1, 'a': 2}|sort }} {{ [('a', 2), ('b', 1)]|sort(attribute=1) }} {{ [{'x': {'y': 2}}, {'x': {'y': 1}}]|sort(attribute='x.y')|map(attribute='x.y')|list }}"#,
            #"['a', 'b', 'C'] ['C', 'a', 'b'] [3, 2, 1] [{'a': 1, 'b': 2}, {'a': 2, 'b': 1}] [{'a': 1, 'b': 1}, {'a': 1, 'b': 2}] [(1, 'y'), (2, 'x')] ['a', 'b'] [('b', 1), ('a', 2)] [1, 2]"#
        ),
        Snippet(
            #"{{ [1, 'a']|sort }}"#,
            nil),
        Snippet(
            #"{{ ['a', 'A', 'b', 'a']|unique|list }} {{ ['a', 'A']|unique(true)|list }} {{ [1, 1.0, true, 2]|unique|list }} {{ [{'k': 1}, {'k': 1}, {'k': 2}]|unique(attribute='k')|list }}"#,
            #"['a', 'b'] ['a', 'A'] [1, 2] [{'k': 1}, {'k': 2}]"#),
        Snippet(
            #"{{ [1,2,3]|reverse|list }} {{ 'abc'|reverse }} {{ [1,2,3]|list }} {{ 'abc'|list }} {{ (1,2)|list }} {{ {'a': 1}|list }}"#,
            #"[3, 2, 1] cba [1, 2, 3] ['a', 'b', 'c'] [1, 2] ['a']"#),
        Snippet(
            #"{{ [1,2,3,4,5]|batch(2)|list }} {{ [1,2,3]|batch(2, 'x')|list }} {{ [1,2,3,4,5]|slice(2)|list }} {{ [1,2,3,4,5]|slice(3, 'x')|list }} {{ []|batch(3)|list }}"#,
            #"[[1, 2], [3, 4], [5]] [[1, 2], [3, 'x']] [[1, 2, 3], [4, 5]] [[1, 2], [3, 4], [5, 'x']] []"#),
        Snippet(
            #"{{ {'b': 1, 'a': 2, 'C': 0}|dictsort }} {{ {'b': 1, 'a': 2}|dictsort(by='value') }} {{ {'b': 1, 'a': 2}|dictsort(reverse=true) }} {{ {'b': 1, 'a': 2, 'C': 0}|dictsort(true) }} {{ {'a': 1}|items|list }}"#,
            #"[('a', 2), ('b', 1), ('C', 0)] [('b', 1), ('a', 2)] [('b', 1), ('a', 2)] [('C', 0), ('a', 2), ('b', 1)] [('a', 1)]"#
        ),
        Snippet(
            #"{% for g in [{'k': 'b', 'v': 1}, {'k': 'a', 'v': 2}, {'k': 'B', 'v': 3}]|groupby('k') %}{{ g.grouper }}:{{ g.list|length }} {% endfor %}{% for k, v in [{'k': 1}, {'k': 0}]|groupby('k') %}{{ k }}={{ v }} {% endfor %}{% for k, l in [{'v': 1}, {'k': 'x'}]|groupby('k', default='-') %}{{ k }} {% endfor %}"#,
            #"a:1 b:2 0=[{'k': 0}] 1=[{'k': 1}] - x "#),
        Snippet(
            #"{{ ['a', 'b']|map('upper')|list }} {{ [{'a': 1}, {'a': 2}]|map(attribute='a')|list }} {{ [{'a': 1}, {}]|map(attribute='a', default='z')|list }} {{ ['a ', ' b']|map('trim')|map('upper')|join('+') }} {{ [1, 2]|map('string')|list }} {{ ['ab', 'cb']|map('replace', 'b', 'x')|list }} {{ [[1, 2], [3, 4]]|map('first')|list }} {{ [{'a': {'b': 5}}]|map(attribute='a.b')|list }} {{ [(1, 2)]|map(attribute=1)|list }} {{ ['1', 'x']|map('int', default=9)|list }}"#,
            #"['A', 'B'] [1, 2] [1, 'z'] A+B ['1', '2'] ['ax', 'cx'] [1, 3] [5] [2] [1, 9]"#),
        Snippet(
            #"{{ [0, 1, '', 'a', none]|select|list }} {{ [0, 1, '', 'a']|reject|list }} {{ range(6)|select('odd')|list }} {{ range(6)|reject('odd')|list }} {{ range(10)|select('divisibleby', 3)|list }} {{ [1, 'a', 2]|select('string')|list }} {{ range(5)|select('gt', 2)|list }} {{ ['a', 'b']|select('in', ['a'])|list }} {{ ['a', 'b']|reject('equalto', 'a')|list }}"#,
            #"[1, 'a'] [0, ''] [1, 3, 5] [0, 2, 4] [0, 3, 6, 9] ['a'] [3, 4] ['a'] ['b']"#),
        Snippet(
            #"{{ [{'a': 1, 'n': 'x'}, {'a': 0, 'n': 'y'}]|selectattr('a')|map(attribute='n')|list }} {{ [{'a': 1, 'n': 'x'}, {'a': 2, 'n': 'y'}]|selectattr('a', 'equalto', 2)|map(attribute='n')|list }} {{ [{'a': 1}, {}]|selectattr('a', 'defined')|list }} {{ [{'a': 1}, {'a': 2}]|rejectattr('a', 'eq', 1)|list }} {{ [{'a': none}, {'a': 2}]|rejectattr('a')|list }}"#,
            #"['x'] ['y'] [{'a': 1}] [{'a': 2}] [{'a': None}]"#),
        Snippet(
            #"{{ none|default('x') }} {{ none|default('x', true) }} {{ ''|d('x', boolean=true) }} {{ 0|default(5) }} [{{ missing|default }}] {{ {}.a|default('z') }} {{ false|default('q', true) }}"#,
            #"None x x 0 [] z q"#),
        Snippet(
            #"{{ {'b': [1, 2.5, none, true], 'a': "it's <b> & \"q\" é"}|tojson }} {{ [1, {'a': 1}]|tojson(indent=2) }} {{ 'a\nb\u2028'|tojson }} {{ []|tojson }} {{ {}|tojson(2) }} {{ (1, 2)|tojson }} {{ {1: 2, 'z': 3}['z']|tojson }} {{ 1e20|tojson }}"#,
            #"{"a": "it\u0027s \u003cb\u003e \u0026 \"q\" \u00e9", "b": [1, 2.5, null, true]} [\#u{a}  1,\#u{a}  {\#u{a}    "a": 1\#u{a}  }\#u{a}] "a\nb\u2028" [] {} [1, 2] 3 1e+20"#
        ),
        Snippet(
            #"{{ 'a\nb\n\nc'|indent }}| {{ 'a\nb'|indent(2) }}| {{ 'a\nb'|indent(2, true) }}| {{ 'a\n\nb'|indent(2, blank=true) }}| {{ 'a\nb'|indent('> ') }}| {{ 'a\nb\n'|indent(2) }}| {{ ''|indent }}|"#,
            #"a\#u{a}    b\#u{a}\#u{a}    c| a\#u{a}  b|   a\#u{a}  b| a\#u{a}  \#u{a}  b| a\#u{a}> b| a\#u{a}  b\#u{a}| |"#
        ),
        Snippet(
            #"{{ 'foo bar baz qux'|truncate(9) }} {{ 'foo bar baz qux'|truncate(9, true) }} {{ 'foo bar baz qux'|truncate(11) }} {{ 'foo bar baz qux'|truncate(11, false, '...', 0) }} {{ 'foo bar baz qux'|truncate(9, end='!', leeway=0) }} {{ 'short'|truncate(5, true, '..', 0) }}"#,
            #"foo... foo ba... foo bar baz qux foo bar... foo bar! short"#),
        Snippet(
            #"{{ '<a href="x">\'&'|escape }} {{ '<'|e }} {{ '<b>'|safe }} {{ '<p>a <b>b</b>\n c</p>'|striptags }} {{ 'foo bar, baz-qux'|wordcount }} {{ '%s-%s'|format('a', 1) }} {{ '%(x)s'|format(x=2) }} {{ 'a b/ü?&='|urlencode }} {{ {'a': 'b c', 'd': 1}|urlencode }} {{ [('x', '/')]|urlencode }} {{ 'a'|attr('upper') is callable }}"#,
            #"&lt;a href=&#34;x&#34;&gt;&#39;&amp; &lt; <b> a b c 4 a-1 2 a%20b/%C3%BC%3F%26%3D a=b+c&d=1 x=%2F True"#),
        Snippet(
            #"{{ 1 is number }} {{ 'a' is number }} {{ true is number }} {{ 1.5 is float }} {{ 1 is integer }} {{ true is integer }} {{ true is boolean }} {{ 1 is boolean }} {{ 'a' is string }} {{ none is none }} {{ none is not none }} {{ {} is mapping }} {{ [] is mapping }} {{ [] is sequence }} {{ 'a' is sequence }} {{ 1 is sequence }} {{ {} is sequence }} {{ [] is iterable }} {{ 1 is iterable }} {{ range is callable }} {{ 1 is callable }}"#,
            #"True False True True True False True False True True False True False True True False True True False True False"#
        ),
        Snippet(
            #"{{ 1 is odd }} {{ 2 is even }} {{ 3 is divisibleby 3 }} {{ 3 is divisibleby(2) }} {{ 1 is eq 1 }} {{ 1 is ne 2 }} {{ 1 is lt 2 }} {{ 2 is gt(1) }} {{ 2 is ge 2 }} {{ 1 is in [1, 2] }} {{ 1 is not in [1, 2] }} {{ 'A' is upper }} {{ 'a' is lower }} {{ true is true }} {{ 1 is true }} {{ false is false }} {{ none is sameas none }} {{ 1 is sameas true }} {{ x is undefined }} {{ x is not defined }} {{ -1 is odd }} {{ 'upper' is filter }} {{ 'odd' is test }} {{ 'zz' is filter }} {{ 1 is equalto(1.0) }}"#,
            #"True True True False True True True True True True False True True True False True True False True True True True True False True"#
        ),
        Snippet(
            #"{{ x is defined and x.y == 1 }} {{ 'a' if x is defined else 'b' }} {{ not x is defined }} {{ 1 is odd or false }} {{ 4 is even and 3 is odd }} {{ [1] is iterable and [1] is not string }}"#,
            #"False b True True True True"#),
        Snippet(
            #"{{ 'a' 'b' "c" }} {{ 1_000 }} {{ 0x1f }} {{ 0b101 }} {{ 0o17 }} {{ 1.5e3 }} {{ 1_0.5 }}"#,
            #"abc 1000 31 5 15 1500.0 10.5"#),
        Snippet(
            #"{{ [1, 2]|map('string')|join(', ') if true else '' }} {{ ('a' ~ 'b')|upper }} {{ 'a' ~ 'b'|upper }} {{ 1 + 2|string|int }} {{ -5|abs + 1 }} {{ 2 * 3|float }} {{ not 'a'|length }}"#,
            #"1, 2 AB aB 3 6 6.0 False"#),
        Snippet(
            #"{{ 10 % 3 }} {{ 5 - -3 }} {{ 2*3+4 }} {{ 2+3*4 }} {{ 1 - 2 - 3 }} {{ 8 / 4 / 2 }} {{ 'a' ~ 1 + 1 }} {{ 1 ~ 2 * 3 }} {{ 7 // 2 * 2 }} {{ 2 == 2 and 3 }}"#,
            nil),
        Snippet(
            #"{{ 1 / 0 }}"#,
            nil),
        Snippet(
            #"{{ 1 // 0 }}"#,
            nil),
        Snippet(
            #"{{ 1 % 0 }}"#,
            nil),
        Snippet(
            #"{{ 'a' + 1 }}"#,
            nil),
        Snippet(
            #"{{ 1 < 'a' }}"#,
            nil),
        Snippet(
            #"{{ none + 1 }}"#,
            nil),
        Snippet(
            #"{{ [1] + (2,) }}"#,
            nil),
        Snippet(
            #"{{ 'abc'|nofilter }}"#,
            nil),
        Snippet(
            #"{{ 1 is notest }}"#,
            nil),
        Snippet(
            #"{{ 'abc'.nomethod() }}"#,
            nil),
        Snippet(
            #"{{ {}.nomethod() }}"#,
            nil),
        Snippet(
            #"{{ none.x }}"#,
            #""#),
        Snippet(
            #"{{ none['x'] }}|{{ 1['x'] }}|{{ [1]['x'] }}|{{ 5[0] }}"#,
            #"|||"#),
        Snippet(
            #"{{ [1][1.5] }}"#,
            #""#),
        Snippet(
            #"{{ {[1]: 2} }}"#,
            nil),
        Snippet(
            #"{{ 1(2) }}"#,
            nil),
        Snippet(
            #"{% set x = [1, 2, 3] %}{{ x[0] }}{{ x[-1] }}{{ x[10] }}{{ x|length }}"#,
            #"133"#),
        Snippet(
            #"{% set a = [1] %}{% set b = a %}{% do b.append(2) %}{{ a }} {{ a is sameas b }} {{ [1] is sameas [1] }}"#,
            #"[1, 2] True False"#),
        Snippet(
            #"{% set d = {'x': []} %}{% do d['x'].append(1) %}{% do d.x.append(2) %}{{ d }}"#,
            #"{'x': [1, 2]}"#),
        Snippet(
            #"{% set d = {} %}{% do d.update({'k': {}}) %}{% do d['k'].update({'z': 1}) %}{{ d }}{% for k in d %}{{ k }}{% endfor %}{{ 'k' in d }}{{ d.k.z }}"#,
            #"{'k': {'z': 1}}kTrue1"#),
        Snippet(
            #"{% set cols = ['id', 'name', 'amount'] %}select{% for c in cols %} {{ c }}{{ ',' if not loop.last }}{% endfor %} from t"#,
            #"select id, name, amount from t"#),
        Snippet(
            #"{%- set methods = ['card', 'cash'] -%}select {%- for m in methods %} sum(case when m = '{{ m }}' then amount end) as {{ m }}_amount{% if not loop.last %},{% endif %}{% endfor %}"#,
            #"select sum(case when m = 'card' then amount end) as card_amount, sum(case when m = 'cash' then amount end) as cash_amount"#
        ),
        Snippet(
            #"{% macro cents(c, p=2) -%}({{ c }} / 100)::numeric(16, {{ p }}){%- endmacro %}select {{ cents('a') }}, {{ cents('b', 4) }}"#,
            #"select (a / 100)::numeric(16, 2), (b / 100)::numeric(16, 4)"#),
        Snippet(
            #"{% set q %}select 1{% endset %}{{ q|length }} {{ q.upper() }} {{ q ~ ';' }}"#,
            #"8 SELECT 1 select 1;"#),
        Snippet(
            #"{{ namespace(a=1).a }} {% set n = namespace({'b': 2}, c=3) %}{{ n.b }}{{ n.c }}{{ n['c'] }} {{ n.zz is defined }}"#,
            #"1 233 False"#),
        Snippet(
            #"{% set n = 5 %}{% set n.x = 1 %}"#,
            nil),
        Snippet(
            #"{% set j = joiner('|') %}{% for i in range(3) %}{{ j() }}{{ i }}{% endfor %} {% set c = cycler('a', 'b') %}{{ c.next() }}{{ c.next() }}{{ c.next() }}{{ c.current }}"#,
            #"0|1|2 abab"#),
        Snippet(
            #"{% for a, b in [1, 2] %}{% endfor %}"#,
            nil),
        Snippet(
            #"{% for a, b in [(1, 2, 3)] %}{% endfor %}"#,
            nil),
        Snippet(
            #"{% for x in 5 %}{% endfor %}"#,
            nil),
        Snippet(
            #"{{ 'a' if true }} {{ ('a' if false) is defined }} {{ [1 if true else 2, 3] }} {{ {'a': 1 if false else 2} }}"#,
            #"a False [1, 3] {'a': 2}"#),
        Snippet(
            #"{% if x is defined and x %}a{% else %}b{% endif %}{% if [] %}a{% else %}b{% endif %}{% if {} or '' or 0 or none %}a{% else %}b{% endif %}{% if 'false' %}a{% endif %}{% if 0.0 %}a{% else %}b{% endif %}"#,
            #"bbbab"#),
        Snippet(
            #"{{ (1, 2)[0] }} {{ 'abc'.upper()[0] }} {{ [[1, 2], [3]][0][1] }} {{ 'a,b'.split(',')[1]|upper }} {{ {'a': [1]}['a'][0] }} {{ 'x'.join(['a', 'b']).upper() }}"#,
            #"1 A 2 B 1 AXB"#),
        Snippet(
            #"{{ [1, 2, 3] | map('string') | list | join(',') }}{{ [3, 1]|sort|first }} {{ ['x']|first|upper }}"#,
            #"1,2,31 X"#),
        Snippet(
            #"{{ "a" > "B" }} {{ "a"|lower == "A"|lower }} {{ 1 == '1' }} {{ '1'|int == 1 }} {{ none == false }} {{ '' == none }} {{ [] == [] }} {{ () == [] }}"#,
            #"True True False True False False True False"#),
        Snippet(
            #"{{ 9007199254740993 }} {{ 9223372036854775807 }} {{ -9223372036854775807 - 1 }} {{ 1e100 }} {{ 3.0 * 2 }} {{ 1.10 }} {{ 100000.0 * 3 }} {{ 12345678.9 }} {{ 5e-324 }} {{ 1.7976931348623157e308 }} {{ 9.5e15 }}"#,
            #"9007199254740993 9223372036854775807 -9223372036854775808 1e+100 6.0 1.1 300000.0 12345678.9 5e-324 1.7976931348623157e+308 9500000000000000.0"#
        ),
        Snippet(
            #"{{ 0.1 * 3 }} {{ 1 / 3 }} {{ 2 / 3 * 3 }} {{ 1e3 }} {{ -0.0 }} {{ 1.5 // 0.5 }} {{ 5.5 % 2 }} {{ 10 ** 2 }} {{ 10.0 ** 2 }} {{ 4 ** 0.5 }} {{ 1e308 * 10 }}"#,
            #"0.30000000000000004 0.3333333333333333 2.0 1000.0 -0.0 3.0 1.5 100 100.0 2.0 inf"#),
        Snippet(
            #"{{ 'a' * 0 }}|{{ 'a' * -1 }}|{{ [] * 5 }}|{{ (1,) * 2 }}|{{ True * 3 }}|{{ 'x' * True }}"#,
            #"||[]|(1, 1)|3|x"#),
        Snippet(
            #"{{ caller is defined }} {{ loop is defined }} {{ range(3) is sequence }} {{ (1,2) is sequence }} {{ 'a' is iterable }} {{ {'a':1}.keys() is iterable }}"#,
            #"False False True True True True"#),
        Snippet(
            #"{{ [1,2,3].index(4) }}"#,
            nil),
        Snippet(
            #"{{ [].pop() }}"#,
            nil),
        Snippet(
            #"{{ {}.pop('x') }}"#,
            nil),
        Snippet(
            #"{{ 'abc'.index('z') }}"#,
            nil),
        Snippet(
            #"{{ 'a'|int('x') }} {{ [1,2]|string }} {{ none|string }} {{ 1.0|string }} {{ true|string|upper }} {{ none|upper }} {{ 5|upper }} {{ 5|title }} {{ [1]|lower }}"#,
            #"x [1, 2] None 1.0 TRUE NONE 5 5 [1]"#),
        Snippet(
            #"{{ none|join }}"#,
            nil),
        Snippet(
            #"{{ 5|list }}"#,
            nil),
        Snippet(
            #"{{ 'x'|abs }}"#,
            nil),
        Snippet(
            #"{{ {'a': 1}|first }} {{ range(3)|last }} {{ 'é'|upper }} {{ 'İ'|lower|length }} {{ 'ǆ'|title }}"#,
            #"a 2 É 2 Ǆ"#),
        Snippet(
            #"{% set s = 'a' %}{% for i in range(3) %}{% set s = s ~ i %}{% endfor %}{{ s }}"#,
            #"a"#),
        Snippet(
            #"{% for i in range(2) %}{% set outer = loop %}{% for j in range(2) %}{{ outer.index }}{{ loop.index }} {% endfor %}{% endfor %}"#,
            #"11 12 21 22 "#),
        Snippet(
            #"{% for i in [3,1,2]|sort %}{{ i }}{% endfor %} {% for i in (1,2) %}{{ i }}{% endfor %} {% for i in 1, 2 %}{{ i }}{% endfor %} {% for c in 'héy' %}{{ c }}.{% endfor %}"#,
            #"123 12 12 h.é.y."#),
        Snippet(
            #"{% for i in [1,2,3] %}{% if loop.first %}F{% elif loop.last %}L{% else %}M{% endif %}{% endfor %}{{ loop is defined }}"#,
            #"FMLFalse"#),
        Snippet(
            #"{% macro a(x) %}{{ x }}{% endmacro %}{% macro b() %}{{ a(caller()) }}{% endmacro %}{% call b() %}q{% endcall %}"#,
            #"q"#),
        Snippet(
            #"{% macro m(x, y) %}{{ x }}|{{ y }}|{{ y is defined }}{% endmacro %}{{ m('a') }} {{ m(*['p', 'q']) }} {{ m(**{'y': 1, 'x': 2}) }} {{ m('a', **{'y': 3}) }}"#,
            #"a||False p|q|True 2|1|True a|3|True"#),
        Snippet(
            #"{% macro m(x) %}{{ x.y }}{% endmacro %}{{ m() }}"#,
            nil),
        Snippet(
            #"{{ m }}{% macro m() %}{% endmacro %}{{ m.name }}"#,
            #"m"#),
        Snippet(
            #"{% set x = {'a': 'b'} %}{{ x.a }}{{ x['a'] }}{{ x.get('a') }}{{ x.items()|list }}{{ x|length }}{% if 'a' in x.keys() %}yes{% endif %}{% if 'b' in x.values() %}yes{% endif %}{% if ('a', 'b') in x.items() %}yes{% endif %}"#,
            #"bbb[('a', 'b')]1yesyesyes"#),
        Snippet(
            #"{% set items = [{'n': 'a', 'p': 3}, {'n': 'b', 'p': 1}] %}{% for i in items|sort(attribute='p') %}{{ i.n }}{% endfor %}{{ items|map(attribute='p')|sum }}{{ (items|selectattr('p', 'gt', 2)|list)[0].n }}{{ items|map(attribute='n')|join('/') }}"#,
            #"ba4aa/b"#),
        Snippet(
            #"{{- 'x' -}}"#,
            #"x"#),
        Snippet(
            #" {{- 'x' -}} "#,
            #"x"#),
        Snippet(
            #"{%+ if true +%} a {%+ endif +%} b"#,
            #" a  b"#),
        Snippet(
            #"{{ '{{' }} {{ "}}" }} {{ '{%' ~ '%}' }} {{ {'a': {'b': 1}}['a'] }} {{{'a':{}}}}"#,
            #"{{ }} {%%} {'b': 1} {'a': {}}"#),
        Snippet(
            #"{#- a -#}   x   {#- b #}"#,
            #"x"#),
        Snippet(
            #"{% if true %}{% raw %}{% endif %}{% endraw %}{% endif %}"#,
            #"{% endif %}"#),
        Snippet(
            #"{{ 'a' -}} {# c #} {{- 'b' }}"#,
            #"ab"#),
        Snippet(
            #"{{ 1 if 1 < 2 else 3 }} {{ 1 if 'a' in 'abc' and 1 else 0 }} {{ (1 if 0 else 2) + 3 }} {{ 'x' ~ ('y' if 1 else 'z') }}"#,
            #"1 1 5 xy"#),
        Snippet(
            #"{{ [[]]|first }} {{ [{}]|last }} {{ [(1, 2)]|first|last }} {{ [none] }} {{ {'a': none}.a }} {{ {'a': missing} }} {{ [1.0, 2] }} {{ {'k': 'v'}|string|length }}"#,
            #"[] {} 2 [None] None {'a': Undefined} [1.0, 2] 10"#),
        Snippet(
            #"{{ 'a\\b' }} {{ '\\n' }} {{ ['\\'] }} {{ '\'' }} {{ "\"" }} {{ ['"'] }} {{ ["'"] }} {{ ['\'"'] }}"#,
            #"a\b \n ['\\'] ' " ['"'] ["'"] ['\'"']"#),
        Snippet(
            #"{{ "%s" | format("x") }} {{ "%d%%" | format(50) }} {{ "%.1f" | format(2.25) }} {{ "%.0f"|format(0.5) }} {{ "%5.1f|"|format(3.14159) }} {{ "%03d"|format(7) }} {{ '%o' % 8 }} {{ '%c' % 65 }} {{ '%X' % 255 }} {{ '%#x' % 255 }} {{ '% d' % 5 }} {{ '%-6d|' % 42 }} {{ '%.2e' % 123456 }} {{ '%G' % 1e-10 }} {{ '%5s%%' % 'a' }}"#,
            #"x 50% 2.2 0   3.1| 007 10 A FF 0xff  5 42    | 1.23e+05 1E-10     a%"#),
        Snippet(
            #"{{ ['a', 'b']|join(', ')|upper|replace(',', ';')|length }} {{ "a-b_c"|replace("-", "_")|upper }} {{ "Some Name"|lower|replace(" ", "_") }}"#,
            #"4 A_B_C some_name"#),
        Snippet(
            #"{{ 'x' in none }}"#,
            nil),
        Snippet(
            #"{{ 1 in 'a1' }}"#,
            nil),
        Snippet(
            #"{{ 1 in 5 }}"#,
            nil),
        Snippet(
            #"{{ {'a': 1, 'b': {'c': [1, 2, {'d': 'e'}]}} }} {{ {'a': 1}|tojson|string }} {{ '{"a": 1}' }} {{ {'key with space': 1} }}"#,
            #"{'a': 1, 'b': {'c': [1, 2, {'d': 'e'}]}} {"a": 1} {"a": 1} {'key with space': 1}"#),
        Snippet(
            #"{% set x = 5 -%}   {{ x }}   {%- set y = 6 %} {{ y }}"#,
            #"5 6"#),
        Snippet(
            #"{% if 1 == 1 %}  {% set z = 1 %}  {% endif %}[{{ z }}]"#,
            #"    [1]"#),
        Snippet(
            #"line1\#u{a}{% if true %}\#u{a}line2\#u{a}{% endif %}\#u{a}line3\#u{a}"#,
            #"line1\#u{a}\#u{a}line2\#u{a}\#u{a}line3"#),
        Snippet(
            #"a\#u{a}\#u{a}{{ 1 }}\#u{a}\#u{a}\#u{a}"#,
            #"a\#u{a}\#u{a}1\#u{a}\#u{a}"#),
        Snippet(
            #"{%- for i in range(2) %}\#u{a}  row {{ i }}\#u{a}{%- endfor %}\#u{a}end"#,
            #"\#u{a}  row 0\#u{a}  row 1\#u{a}end"#),
        Snippet(
            #"{{ 1 }}\#u{d}\#u{a}b\#u{d}"#,
            #"1\#u{a}b"#),
        Snippet(
            #"{% set x %}\#u{a}  a\#u{a}  b\#u{a}{% endset %}[{{ x }}]{{ x.strip() }}{{ x.splitlines()|length }}"#,
            #"[\#u{a}  a\#u{a}  b\#u{a}]a\#u{a}  b3"#),
        Snippet(
            #"{% macro m() %}\#u{a}  body\#u{a}{% endmacro %}x{{ m() }}y"#,
            #"x\#u{a}  body\#u{a}y"#),
        Snippet(
            #"select\#u{a}    {%- for c in ['a','b'] %}\#u{a}    {{ c }}{% if not loop.last %},{% endif %}\#u{a}    {%- endfor %}\#u{a}from t"#,
            #"select\#u{a}    a,\#u{a}    b\#u{a}from t"#),
        Snippet(
            #"{% if"#,
            nil),
        Snippet(
            #"{{ 1 +"#,
            nil),
        Snippet(
            #"{{ 'abc"#,
            nil),
        Snippet(
            #"{% endif %}"#,
            nil),
        Snippet(
            #"{% if true %}"#,
            nil),
        Snippet(
            #"{% for x in y %}{% endif %}"#,
            nil),
        Snippet(
            #"{% foo %}"#,
            nil),
        Snippet(
            #"{{ }}"#,
            nil),
        Snippet(
            #"{{ 1 2 }}"#,
            nil),
        Snippet(
            #"{{ (1 }}"#,
            nil),
        Snippet(
            #"{{ [1 }}"#,
            nil),
        Snippet(
            #"{{ a. }}"#,
            nil),
        Snippet(
            #"{{ a[ }}"#,
            nil),
        Snippet(
            #"{{ a b }}"#,
            nil),
        Snippet(
            #"{% set = 1 %}"#,
            nil),
        Snippet(
            #"{% set 1 = 1 %}"#,
            nil),
        Snippet(
            #"{% for in x %}{% endfor %}"#,
            nil),
        Snippet(
            #"{% macro %}{% endmacro %}"#,
            nil),
        Snippet(
            #"{% macro m( %}{% endmacro %}"#,
            nil),
        Snippet(
            #"{# unclosed"#,
            nil),
        Snippet(
            #"{% raw %} x"#,
            nil),
        Snippet(
            #"{{ 'a' | }}"#,
            nil),
        Snippet(
            #"{{ 1 is }}"#,
            nil),
        Snippet(
            #"{{ f(a=1, 2) }}"#,
            nil),
        Snippet(
            #"{{ f(a=1, a=2) }}"#,
            nil),
        Snippet(
            #"{{ ! }}"#,
            nil),
        Snippet(
            #"{{ a ? b }}"#,
            nil),
        Snippet(
            #"{{ $x }}"#,
            nil),
        Snippet(
            #"{% call m %}{% endcall %}"#,
            nil),
        Snippet(
            #"{% if true %}{% else %}{% else %}{% endif %}"#,
            nil),
        Snippet(
            #"{% set x = %}"#,
            nil),
        Snippet(
            #"{{ 1 if }}"#,
            nil),
        Snippet(
            #"{% do %}"#,
            nil),
        Snippet(
            #"{{ range(3)|map('string')|join('') }} {{ 'x'|list|length }} {{ ['b','a']|sort|join }}"#,
            #"012 1 ab"#),
    ]
}
