import JSON
import Testing

@Suite struct JSONTests {
    @Test func `a value reads back as it was written`() throws {
        let value: JSONValue = [
            "text": "ünï\n\"\\\u{1}\u{1F600}", "int": -9_007_199_254_740_993, "double": 0.1, "none": nil, "yes": true,
            "list": [1, [], [:]], "object": ["a": ["b": "c"]],
        ]
        #expect(try JSONValue.parse(value.text) == value)
        #expect(try JSONValue.parse(value.serialized()).text == value.text)
    }

    @Test(arguments: [
        "", " ", "{", "[1,]", "{\"a\":}", "nul", "[1] 2", "{\"a\" 1}", "[NaN]", "[1e400]", "[01]", "\"\u{1}\"",
        "[\"\\x\"]",
        "[\"\\ud800\"]",
    ])
    func `what is not JSON is refused`(_ text: String) {
        #expect(throws: JSONError(.invalid)) { try JSONValue.parse(text) }
    }

    /// By lines and characters, as editors count them; where text ends too early, behind it.
    @Test(arguments: [
        ("", 1, 1), ("{", 1, 2), ("[1,]", 1, 4), ("{\"a\":}", 1, 6), ("nul", 1, 1), ("[1] 2", 1, 5), ("[01]", 1, 3),
        ("{\n  \"a\": 1\n  \"b\": 2\n}", 3, 3), ("{\"\u{fc}\" 1}", 1, 6), ("[\"a\\x\"]", 1, 4), ("[1}", 1, 3),
        ("[true, tru]", 1, 8), ("[1.]", 1, 4), ("\"a", 1, 3), ("{1: 2}", 1, 2),
    ])
    func `where text stops being JSON is found`(_ text: String, line: Int, column: Int) {
        let fault = JSONFault(in: Array(text.utf8))
        #expect(fault?.line == line)
        #expect(fault?.column == column)
    }

    @Test(arguments: ["1", "[]", "{}", " {\"a\": [1, -0.5e+3, \"\\u00e9\\n\", true, false, null, {}]} "])
    func `in JSON no fault is found`(_ text: String) {
        #expect(JSONFault(in: Array(text.utf8)) == nil)
    }

    @Test func `bytes that are not UTF-8 are refused`() {
        #expect(throws: JSONError.self) { try JSONValue.parse([UInt8(ascii: "\""), 0xFF, UInt8(ascii: "\"")]) }
    }

    @Test func `nesting beyond the limit is refused and one below is not`() throws {
        func nested(_ depth: Int) -> String {
            String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
        }
        #expect(throws: JSONError(.tooDeep)) { try JSONValue.parse(nested(1_000_000)) }
        #expect(throws: JSONError(.tooDeep)) { try JSONValue.parse(nested(65), depthLimit: 64) }
        _ = try JSONValue.parse(nested(60), depthLimit: 64)
    }

    @Test func `the last of members with one name counts`() throws {
        #expect(try JSONValue.parse(#"{"a":1,"b":2,"a":3}"#)["a"] == 3)
        try withJSON(Array(#"{"a":1,"b":2,"a":3}"#.utf8)) { #expect($0["a"]?.intValue == 3) }
    }

    @Test func `two Unicode spellings of one name are two members`() throws {
        let object = try JSONValue.parse("{\"\u{e9}\":1,\"e\u{301}\":2}").objectValue
        #expect(object?.count == 2)
        #expect(object?["\u{e9}"] == 1)
        #expect(object?["e\u{301}"] == 2)
    }

    @Test func `integers keep all their digits and larger ones become doubles`() throws {
        let parsed = try JSONValue.parse("[9223372036854775807,-9223372036854775808,18446744073709551615,3.0,1e3]")
        #expect(parsed.arrayValue?[0] == .int(.max))
        #expect(parsed.arrayValue?[1] == .int(.min))
        #expect(parsed.arrayValue?[2] == .double(18_446_744_073_709_551_615))
        #expect(parsed.arrayValue?[3].intValue == 3)
        #expect(parsed.arrayValue?[4].intValue == 1_000)
    }

    @Test func `a view walks objects and arrays without copying them`() throws {
        let text = #"{"events":[{"n":1,"tags":["a","b"]},{"n":2,"tags":[]}],"key":"k"}"#
        try withJSON(Array(text.utf8)) { view in
            #expect(view["key"]?.stringValue == "k")
            #expect(view["events"]?.elements.map { $0["n"]?.intValue } == [1, 2])
            #expect(view["events"]?.elements.map { $0["tags"]?.count } == [2, 0])
            #expect(view.members.map(\.key) == ["events", "key"])
            #expect(view["nothing"] == nil)
            var writer = JSONWriter()
            view.write(to: &writer)
            #expect(String(decoding: writer.bytes, as: UTF8.self) == text)
        }
    }

    @Test func `numbers that JSON lacks are written as null`() {
        var writer = JSONWriter()
        writer.beginArray()
        for value in [Double.nan, .infinity, -.infinity, 0.1, 3, -0.5, 1e300] { writer.double(value) }
        writer.int(Int128.max)
        writer.endArray()
        let text = String(decoding: writer.bytes, as: UTF8.self)
        #expect(text == "[null,null,null,0.1,3,-0.5,1e+300,170141183460469231731687303715884105727]")
    }

    @Test func `random mutations of a document never trap`() {
        var generator = SeededGenerator(seed: 7)
        let source = Array(#"{"a":[1,2.5e3,"x\u00e9",null,true,{"b":{"c":[]}}],"d":"\"\\"}"#.utf8)
        for _ in 0..<2_000 {
            var bytes = source
            for _ in 0..<Int.random(in: 1...4, using: &generator) {
                let place = Int.random(in: 0..<bytes.count, using: &generator)
                switch Int.random(in: 0..<3, using: &generator) {
                case 0: bytes[place] = UInt8.random(in: .min ... .max, using: &generator)
                case 1: bytes.remove(at: place)
                default: bytes.insert(bytes[Int.random(in: 0..<bytes.count, using: &generator)], at: place)
                }
                if bytes.isEmpty { break }
            }
            // 2.5e3 reads as a double and is written as 2500, so texts are compared rather than values.
            if let value = try? JSONValue.parse(bytes) {
                #expect((try? JSONValue.parse(value.text))?.text == value.text)
            }
        }
    }
}

/// SplitMix64: the same numbers on every run.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
