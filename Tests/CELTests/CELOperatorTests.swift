import CEL
import Testing
import Values

/// Expressions that are true, by what the definition of the language says.
@Suite("The language of rules")
struct CELOperatorTests {
  @Test(
    "literals are what they write",
    arguments: [
      "1 == 1", "0x10 == 16", "-9223372036854775808 < 0", "10u == 10u", "1.5e1 == 15.0",
      ".5 == 0.5", "'a' == \"a\"", "'''a'b''' == \"a'b\"", "r'\\d' == '\\\\d'", "R\"\\n\" != '\\n'",
      "'\\x41\\u0042\\U00000043\\104' == 'ABCD'",
      "'\\a\\b\\f\\v\\?\\`' == '\\x07\\x08\\x0c\\x0b?`'",
      "b'\\xff' != b'\\xfe'", "b'a' == bytes('a')", "br'\\n' == bytes('\\\\n')", "'é'.size() == 1",
      "{'a': 1, 'a': 2} == {'a': 2}", "null == null", "[1, 2,] == [1, 2]", "{'a': 1,} == {'a': 1}",
      "true // a comment",
      "\n true", ".self == self",
    ])
  func literals(_ source: String) throws { try expectTrue(source) }

  @Test(
    "numbers of different types are compared as numbers",
    arguments: [
      "1 == 1.0", "1 == 1u", "1u == 1.0", "1 < 1.5", "2u > 1.5", "-1 < 1u", "1 != 1.5",
      "9007199254740993 != 9007199254740992.0", "0.0 == -0.0", "1 <= 1.0", "3 >= 2u",
      "!(double('NaN') == double('NaN'))",
      "9223372036854775807 < double('Inf')",
    ])
  func numbers(_ source: String) throws { try expectTrue(source) }

  @Test(
    "what differs in type differs",
    arguments: [
      "1 != '1'", "null != false", "[1] != 1", "{} != []", "[1, 'a'] == [1.0, 'a']",
      "{'a': 1} != {'a': 2}", "{'a': 1, 'b': 2} == {'b': 2, 'a': 1}", "[1, 2] != [2, 1]",
      "'\u{e9}' != 'e\u{301}'", "b'a' != 'a'",
    ])
  func types(_ source: String) throws { try expectTrue(source) }

  @Test(
    "order is of numbers, texts, bytes, booleans and times",
    arguments: [
      "'a' < 'b'", "'a' < 'aa'", "'Z' < 'a'", "'z' < 'é'", "b'a' < b'b'", "false < true",
      "duration('1m') < duration('1h')",
      "timestamp('2026-01-01T00:00:00Z') < timestamp('2026-01-01T00:00:01Z')",
      "!('b' <= 'a')", "'a' <= 'a' && 'a' >= 'a'",
    ])
  func order(_ source: String) throws { try expectTrue(source) }

  @Test(
    "arithmetic is of one type",
    arguments: [
      "1 + 2 * 3 == 7", "(1 + 2) * 3 == 9", "7 / 2 == 3", "-7 / 2 == -3", "-7 % 3 == -1",
      "7.0 / 2.0 == 3.5", "1.0 / 0.0 == double('Inf')", "5u - 3u == 2u", "10 - 2 - 3 == 5",
      "'a' + 'b' == 'ab'", "b'a' + b'b' == b'ab'", "[1] + [2] == [1, 2]", "- -1 == 1",
      "duration('1h') + duration('30m') == duration('90m')",
      "timestamp('2026-01-01T00:00:00Z') + duration('24h') == timestamp('2026-01-02T00:00:00Z')",
      "timestamp('2026-01-01T00:00:00.5Z') - duration('1s') == timestamp('2025-12-31T23:59:59.5Z')",
      "timestamp('2026-01-01T00:00:00Z') - timestamp('2025-12-31T00:00:00Z') == duration('24h')",
    ])
  func arithmetic(_ source: String) throws { try expectTrue(source) }

  @Test(
    "what has no value is an error, and says what the API server says",
    arguments: [
      ("9223372036854775807 + 1 > 0", "integer overflow"),
      ("-9223372036854775808 - 1 < 0", "integer overflow"),
      ("9223372036854775807 * 2 > 0", "integer overflow"),
      ("-9223372036854775808 / -1 > 0", "integer overflow"),
      ("-(-9223372036854775808) > 0", "integer overflow"),
      ("0u - 1u > 0u", "unsigned integer overflow"),
      ("1 / 0 == 1", "division by zero"), ("1 % 0 == 1", "modulus by zero"),
      ("1 + 1.0 == 2.0", "no such overload"), ("'a' + 1 == 'a1'", "no such overload"),
      ("'a' < 1", "no such overload"), ("!1", "no such overload"),
      ("-'a' == 'a'", "no such overload"),
      ("1 ? true : false", "no such overload"), ("1 in 2", "no such overload"),
      ("[1][1] == 1", "index out of bounds: 1"), ("[1][-1] == 1", "index out of bounds: -1"),
      ("{'a': 1}['b'] == 1", "no such key: b"), ("{'a': 1}.b == 1", "no such key: b"),
      ("double('NaN') < 1.0", "NaN values cannot be ordered"),
      ("duration('1 h') > duration('0s')", "'1 h' is no duration"),
      ("timestamp('2026-02-29T00:00:00Z') == self", "'2026-02-29T00:00:00Z' is no timestamp"),
      ("int('a') == 1", "'a' is no integer"), ("int(1e19) == 1", "integer overflow"),
      ("uint(-1) == 1u", "unsigned integer overflow"),
      ("optional.none().value() == 1", "optional.none() dereference"),
      ("'abc'.substring(4) == ''", "index out of range: 4"),
      ("'abc'.substring(2, 1) == ''", "invalid substring range. start: 2, end: 1"),
      ("'abc'.charAt(4) == ''", "index out of range: 4"),
      ("[1, 2].exists_one(x, x / 0 == 1)", "division by zero"),
      ("[1].map(x, x / 0) == []", "division by zero"),
      ("'a'.matches('(' + 'a')", "the pattern '(a' is invalid: this group is not closed"),
      ("ip('a') == ip('b')", "'a' is no IP address"),
      ("cidr('1.2.3.4') == self", "'1.2.3.4' is no CIDR block"),
      ("url('a b') == self", "'a b' is no URL"), ("quantity('1x') == self", "'1x' is no quantity"),
    ])
  func errors(_ source: String, _ reason: String) throws {
    #expect(try CELRule(source).evaluate(.null, typed: CELUntyped()) == .error(reason))
  }

  @Test(
    "an error is made up for by what decides",
    arguments: [
      "!(false && 1 / 0 == 1)", "!(1 / 0 == 1 && false)", "true || 1 / 0 == 1",
      "1 / 0 == 1 || true", "1 / 0 == 1 || 1 / 0 == 2 || true", "true ? true : 1 / 0 == 1",
      "false ? 1 / 0 == 1 : true", "![0, 1].all(x, 1 / x > 1)", "[0, 1].exists(x, 1 / x == 1)",
      "!(1 && false)", "'a' || true",
    ])
  func absorbed(_ source: String) throws { try expectTrue(source) }

  @Test(
    "an error that nothing decides stays one",
    arguments: [
      "true && 1 / 0 == 1", "1 / 0 == 1 && true", "false || 1 / 0 == 1",
      "[0, 1].all(x, 1 / x == 1)", "[0, 2].exists(x, 1 / x == 1)",
    ])
  func unabsorbed(_ source: String) throws {
    #expect(try CELRule(source).evaluate(.null, typed: CELUntyped()) == .error("division by zero"))
  }

  @Test(
    "operators bind as tightly as the grammar says",
    arguments: [
      "true || false && false", "!false && true", "1 + 1 == 2 && 2 > 1", "1 < 2 == true",
      "false ? false : true ? true : false", "2 in [1, 1 + 1]", "!(3 in [1, 2])", "-1 + 2 == 1",
      "--1 == 1", "-1.5 < 0.0",
      "!!true", "10 % 4 * 2 == 4",
    ])
  func precedence(_ source: String) throws { try expectTrue(source) }

  @Test(
    "macros go through lists and the keys of maps",
    arguments: [
      "[].all(x, false)", "![].exists(x, true)", "[1, 2].all(x, x > 0)", "[1, 2].exists(x, x == 2)",
      "[1, 2, 2].exists_one(x, x == 1)", "![1, 2, 2].exists_one(x, x == 2)",
      "[1, 2, 3].filter(x, x > 1) == [2, 3]", "[1, 2].map(x, x * 2) == [2, 4]",
      "[1, 2].map(x, x > 1, x * 2) == [4]", "{'a': 1}.all(k, k == 'a')",
      "{'a': 1, 'b': 2}.exists(k, k == 'b')", "{'a': 1}.map(k, k) == ['a']",
      "[[1], [2]].all(x, x.exists(y, y > 0))", "[1].all(x, [2].all(x, x == 2) && x == 1)",
      "[5, 6].all(i, v, v == i + 5)", "{'a': 1}.exists(k, v, k == 'a' && v == 1)",
      "['a', 'b'].existsOne(i, v, i == 1 && v == 'b')", "[1].all(self, self == 1)",
    ])
  func macros(_ source: String) throws { try expectTrue(source) }

  @Test(
    "optionals hold a value or none",
    arguments: [
      "{'a': 1}.?a.hasValue()", "!{}.?a.hasValue()", "{}.?a.orValue(3) == 3",
      "{'a': 1}.?a.orValue(1 / 0) == 1", "{'a': {'b': 2}}.?a.b.value() == 2",
      "!{'a': {}}.?a.b.hasValue()", "{}.?a.b.c.orValue('x') == 'x'",
      "[1][?0].value() == 1", "![1][?1].hasValue()", "{'a': 1}[?'a'] == optional.of(1)",
      "{}.?a == optional.none()", "{}.?a.or(optional.of(2)).value() == 2",
      "optional.ofNonZeroValue(0) == optional.none()", "optional.ofNonZeroValue(1).value() == 1",
      "{'a': 1}.?a.optMap(x, x + 1).value() == 2", "!{}.?a.optMap(x, x + 1).hasValue()",
      "{'a': {'b': 1}}.?a.optFlatMap(x, x.?b).value() == 1",
      "[?{}.?a, ?optional.of(1), 2] == [1, 2]", "{?'a': optional.none(), 'b': 1} == {'b': 1}",
      "has({'a': {'b': 1}}.?a.b)", "{'l': [1]}.?l[0].value() == 1",
      "!1[?0].hasValue()", "!has('a'.b)",
    ])
  func optionals(_ source: String) throws { try expectTrue(source) }

  @Test(
    "types are values",
    arguments: [
      "type(1) == int", "type(1u) == uint", "type(1.0) == double", "type('') == string",
      "type(b'') == bytes", "type(true) == bool", "type(null) == null_type", "type([]) == list",
      "type({}) == map", "type(int) == type", "type(1) != type(1.0)",
    ])
  func typeValues(_ source: String) throws { try expectTrue(source) }

  @Test(
    "conversions give the value in another type",
    arguments: [
      "string(1) == '1'", "string(1.0) == '1'", "string(1.5) == '1.5'",
      "string(1000000.0) == '1e+06'", "string(0.00001) == '1e-05'", "string(-0.25) == '-0.25'",
      "string(123456.0) == '123456'", "string(1234567.0) == '1.234567e+06'",
      "string(true) == 'true'", "string(b'a') == 'a'", "string(duration('90m')) == '5400s'",
      "string(duration('-1.5s')) == '-1.5s'", "string(10u) == '10'",
      "string(timestamp('2026-07-29T10:00:00+02:00')) == '2026-07-29T10:00:00+02:00'",
      "int('-5') == -5", "int(1.9) == 1", "int(-1.9) == -1", "int(3u) == 3",
      "int(timestamp('1970-01-01T00:01:00Z')) == 60", "uint(3) == 3u", "uint('7') == 7u",
      "double('1.5') == 1.5", "double(2) == 2.0", "bool('true')", "!bool('F')",
      "dyn(1) == 1.0", "timestamp(0) == timestamp('1970-01-01T00:00:00Z')",
    ])
  func conversions(_ source: String) throws { try expectTrue(source) }

  @Test(
    "text functions count code points",
    arguments: [
      "'abc'.contains('b')", "'abc'.contains('')", "!'abc'.contains('ac')",
      "'abc'.startsWith('ab')",
      "'abc'.endsWith('bc')", "!'c'.endsWith('bc')", "'abc'.matches('b')",
      "matches('abc', '^a.c$')",
      "'é😀'.size() == 2", "size('abc') == 3", "'héllo'.charAt(1) == 'é'", "'abc'.charAt(3) == ''",
      "'hello mellow'.indexOf('ello') == 1", "'hello mellow'.indexOf('ello', 2) == 7",
      "'hello'.indexOf('j') == -1", "'hello'.indexOf('') == 0",
      "'hello mellow'.lastIndexOf('ello') == 7", "'hello mellow'.lastIndexOf('ello', 6) == 1",
      "'hello'.lastIndexOf('j') == -1", "'TacoCat'.lowerAscii() == 'tacocat'",
      "'TÆco'.lowerAscii() == 'tÆco'", "'taco'.upperAscii() == 'TACO'",
      "'hello hello'.replace('he', 'we') == 'wello wello'",
      "'hello hello'.replace('he', 'we', 1) == 'wello hello'",
      "'hello'.replace('he', 'we', 0) == 'hello'", "'ab'.replace('', '_') == '_a_b_'",
      "'a b c'.split(' ') == ['a', 'b', 'c']", "'a b c'.split(' ', 2) == ['a', 'b c']",
      "'a b'.split(' ', 1) == ['a b']", "'a b'.split(' ', 0) == []", "'ab'.split('') == ['a', 'b']",
      "''.split(',') == ['']", "['a', 'b'].join() == 'ab'", "['a', 'b'].join('-') == 'a-b'",
      "[].join(',') == ''", "'tacocat'.substring(4) == 'cat'",
      "'tacocat'.substring(0, 4) == 'taco'",
      "' \\ta \\n'.trim() == 'a'",
      "strings.quote('a\"b\\n') == '\"a\\\\\"b\\\\n\"'",
      "'%s has %d of %.2f%%'.format(['x', 3, 1.005]) == 'x has 3 of 1.00%'",
      "'%s'.format([[1, 'a', null]]) == '[1, \"a\", null]'", "'%x'.format([255]) == 'ff'",
      "'%.1f'.format([913633060786376.5]) == '913633060786376.5'",
      "'%s'.format([{'b': 1.5, 'a': duration('1h')}]) == '{\"a\":duration(\"3600s\"), \"b\":1.500000}'",
    ])
  func texts(_ source: String) throws { try expectTrue(source) }

  @Test(
    "list functions",
    arguments: [
      "size([1, 2]) == 2", "[1, 2].size() == 2", "{'a': 1}.size() == 1", "b'ab'.size() == 2",
      "[1, 2, 2].isSorted()", "![2, 1].isSorted()", "[1, 2].sum() == 3", "[1.5, 2.0].sum() == 3.5",
      "[3, 1, 2].min() == 1", "['a', 'c', 'b'].max() == 'c'", "[1, 2, 1].indexOf(1) == 0",
      "[1, 2, 1].lastIndexOf(1) == 2", "[1].indexOf(2) == -1", "'a' in {'a': 1}",
      "!('b' in {'a': 1})",
      "1.0 in [1]", "sets.contains([1, 2, 3], [2, 1])", "!sets.contains([1], [1, 2])",
      "sets.equivalent([1, 1, 2], [2, 1])", "sets.intersects([1], [1, 2])",
      "!sets.intersects([1], [])",
    ])
  func lists(_ source: String) throws { try expectTrue(source) }

  @Test(
    "times have parts",
    arguments: [
      "duration('1h30m').getMinutes() == 90", "duration('90s').getSeconds() == 90",
      "duration('1.5s').getMilliseconds() == 1500", "duration('1h').getHours() == 1",
      "duration('100us') == duration('100µs')", "duration('.5m') == duration('30s')",
      "duration('-1m') < duration('0')",
      "timestamp('2026-07-29T10:20:30.456Z').getFullYear() == 2026",
      "timestamp('2026-07-29T10:20:30Z').getMonth() == 6",
      "timestamp('2026-07-29T10:20:30Z').getDate() == 29",
      "timestamp('2026-07-29T10:20:30Z').getDayOfMonth() == 28",
      "timestamp('2026-07-29T10:20:30Z').getDayOfWeek() == 3",
      "timestamp('2024-12-31T00:00:00Z').getDayOfYear() == 365",
      "timestamp('2026-07-29T10:20:30Z').getHours() == 10",
      "timestamp('2026-07-29T10:20:30Z').getHours('+02:00') == 12",
      "timestamp('2026-07-29T23:20:30Z').getDate('01:00') == 30",
      "timestamp('2026-07-29T10:20:30Z').getMinutes() == 20",
      "timestamp('2026-07-29T10:20:30Z').getSeconds('UTC') == 30",
      "timestamp('2026-07-29T10:20:30.456Z').getMilliseconds() == 456",
      "timestamp('0001-01-01T00:00:00Z').getFullYear() == 1",
      "timestamp('1969-12-31T23:59:59Z').getDayOfWeek() == 3",
      "timestamp('2026-07-29T1:00:00,5+24:00') == timestamp('2026-07-28T01:00:00.5Z')",
    ])
  func times(_ source: String) throws { try expectTrue(source) }

  @Test(
    "addresses, blocks and URLs",
    arguments: [
      "isIP('10.0.0.1')", "isIP('::1')", "isIP('fe80::1')", "!isIP('10.0.0')", "!isIP('10.0.0.01')",
      "!isIP('10.0.0.256')", "!isIP('::1%eth0')", "!isIP('::ffff:1.2.3.4')",
      "isIP('64:ff9b::1.2.3.4')",
      "!isIP(':::')", "!isIP('1::2::3')", "!isIP('')", "isIP('1:2:3:4:5:6:7:8')",
      "!isIP('1:2:3:4:5:6:7')",
      "!isIP('1:2:3:4:5:6:7:8:')", "isIP('::')", "ip('10.0.0.1').family() == 4",
      "ip('::1').family() == 6",
      "ip('127.0.0.1').isLoopback()", "ip('0.0.0.0').isUnspecified()",
      "ip('169.254.1.1').isLinkLocalUnicast()",
      "ip('224.0.0.1').isLinkLocalMulticast()", "ip('8.8.8.8').isGlobalUnicast()",
      "ip('::1') == ip('0:0::1')", "ip.isCanonical('::1')", "!ip.isCanonical('0::1')",
      "string(ip('2001:db8:0:0::1')) == '2001:db8::1'", "isCIDR('10.0.0.0/8')",
      "!isCIDR('10.0.0.0')",
      "!isCIDR('10.0.0.0/33')", "!isCIDR('10.0.0.0/08')",
      "cidr('10.0.0.0/8').containsIP('10.1.2.3')",
      "!cidr('10.0.0.0/8').containsIP(ip('11.0.0.1'))", "!cidr('10.0.0.0/8').containsIP('::1')",
      "cidr('10.0.0.0/8').containsCIDR('10.1.0.0/16')",
      "!cidr('10.1.0.0/16').containsCIDR('10.0.0.0/8')",
      "cidr('10.1.2.3/8').masked() == cidr('10.0.0.0/8')",
      "cidr('10.1.2.3/8').ip() == ip('10.1.2.3')",
      "cidr('::/0').prefixLength() == 0", "isURL('https://user@example.com:80/a?b=c')",
      "isURL('/a/b')",
      "!isURL('a/b')", "isURL('mailto:a')", "!isURL('https://a b')", "isURL('/a b')",
      "!isURL('https://a:b')",
      "!isURL('')",
      "url('https://example.com:8080/a%20b').getScheme() == 'https'",
      "url('https://example.com:8080/a').getHost() == 'example.com:8080'",
      "url('https://[::1]:80/').getHostname() == '::1'",
      "url('https://example.com:80').getPort() == '80'",
      "url('https://example.com/a%20b').getEscapedPath() == '/a%20b'", "!isURL('https://a/%zz')",
    ])
  func networks(_ source: String) throws { try expectTrue(source) }

  @Test(
    "quantities and formats",
    arguments: [
      "isQuantity('100m')", "isQuantity('1.5Gi')", "isQuantity('1e3')", "isQuantity('-.5')",
      "!isQuantity('1 Gi')", "!isQuantity('1KiB')", "!isQuantity('')", "isQuantity('Gi')",
      "!isQuantity('Ei')",
      "quantity('1Gi').isGreaterThan(quantity('1G'))", "quantity('1000m') == quantity('1')",
      "quantity('500m').isLessThan(quantity('1'))", "quantity('1k').asInteger() == 1000",
      "!quantity('1.5').isInteger()", "quantity('1').add(quantity('500m')) == quantity('1500m')",
      "quantity('2').sub(1) == quantity('1')", "sign(quantity('-1')) == -1",
      "quantity('1').compareTo(quantity('2')) == -1", "quantity('1.5').asApproximateFloat() == 1.5",
      "quantity('0.1n') == quantity('1n')",
      "!format.dns1123Label().validate('a-b').hasValue()",
      "format.dns1123Label().validate('A').hasValue()",
      "format.named('dns1123Subdomain').value().validate('a_b').hasValue()",
      "!format.named('nothing').hasValue()", "!format.labelValue().validate('').hasValue()",
      "!format.qualifiedName().validate('a.b/C_d').hasValue()",
      "format.qualifiedName().validate('a/').hasValue()",
      "!format.dns1123LabelPrefix().validate('a-').hasValue()",
      "format.date().validate('2026-13-01').hasValue()",
      "!format.uuid().validate('123e4567-e89b-12d3-a456-426614174000').hasValue()",
      "!format.byte().validate('YQ==').hasValue()", "format.byte().validate('YQ').hasValue()",
    ])
  func quantitiesAndFormats(_ source: String) throws { try expectTrue(source) }

  private func expectTrue(_ source: String) throws {
    let outcome = try CELRule(source).evaluate(.null, typed: CELUntyped())
    #expect(outcome == .holds, "\(source)")
  }
}
