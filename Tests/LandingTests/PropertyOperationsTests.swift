import JSON
import Landing
import Testing

@Suite struct PropertyOperationsTests {
    private func applied(_ operations: String, to state: String) throws -> String {
        var object = try #require(try JSONValue.parse(state).objectValue)
        let parsed = try #require(try JSONValue.parse(operations).objectValue)
        _ = PropertyOperations.apply(parsed, to: &object)
        return JSONValue.object(object).text
    }

    @Test func `all operators of one request in their order`() throws {
        #expect(
            try applied(
                """
                {"$set":{"plan":"pro"},"$setOnce":{"plan":"x","first":"z"},"$add":{"n":3},"$postInsert":{"tags":"a"},
                 "$append":{"tags":"b"},"$unset":{"old":"-"}}
                """, to: #"{"plan":"free","n":2,"tags":["a"]}"#)
                == #"{"plan":"pro","n":5,"tags":["a","b"],"first":"z"}"#)
    }

    @Test(arguments: [
        (#"{"plan":"pro"}"#, "{}", #"{"plan":"pro"}"#),
        (#"{"$clearAll":"-","$set":{"a":1}}"#, #"{"b":2}"#, #"{"a":1}"#),
        (#"{"$unset":{"b":"-"}}"#, #"{"a":1,"b":2}"#, #"{"a":1}"#),
        (#"{"$set":{"a":null}}"#, #"{"a":1}"#, "{}"),
        (#"{"$add":{"n":1}}"#, "{}", #"{"n":1}"#),
        (#"{"$add":{"n":0.5}}"#, #"{"n":1}"#, #"{"n":1.5}"#),
        (#"{"$add":{"n":1}}"#, #"{"n":"text"}"#, #"{"n":"text"}"#),
        (#"{"$add":{"n":1}}"#, #"{"n":9223372036854775807}"#, #"{"n":9.223372036854775807e18}"#),
        (#"{"$append":{"t":["b","c"]}}"#, #"{"t":"a"}"#, #"{"t":["a","b","c"]}"#),
        (#"{"$prepend":{"t":"b"}}"#, #"{"t":["a"]}"#, #"{"t":["b","a"]}"#),
        (#"{"$preInsert":{"t":["a","b"]}}"#, #"{"t":["a"]}"#, #"{"t":["b","a"]}"#),
        (#"{"$postInsert":{"t":["a","b","b"]}}"#, #"{"t":["a"]}"#, #"{"t":["a","b"]}"#),
        (#"{"$remove":{"t":"a"}}"#, #"{"t":["a","b","a"]}"#, #"{"t":["b"]}"#),
        (#"{"$setOnce":{"a":2,"b":3}}"#, #"{"a":1}"#, #"{"a":1,"b":3}"#),
    ])
    func `each operator by itself`(_ operations: String, _ state: String, _ expected: String) throws {
        let expected = try JSONValue.parse(expected)
        #expect(try JSONValue.parse(try applied(operations, to: state)) == expected)
    }

    @Test func `a list of any length can be inserted and removed`() {
        let long = JSONValue.array((0..<300_000).map { JSONValue.int(Int64($0)) })
        var state = JSONObject([("t", [1, "x"])])
        #expect(PropertyOperations.apply(JSONObject([("$postInsert", ["t": long])]), to: &state))
        #expect(state["t"]?.arrayValue?.prefix(4) == [1, "x", 0, 2])
        #expect(state["t"]?.arrayValue?.count == 1000)
        _ = PropertyOperations.apply(JSONObject([("$remove", ["t": long])]), to: &state)
        #expect(state["t"] == ["x"])
    }

    @Test func `a person keeps a thousand properties and no more`() throws {
        var state = JSONObject((0..<1000).map { ("p\($0)", .int(Int64($0))) })
        #expect(PropertyOperations.apply(JSONObject([("$set", ["new": 1, "p1": 7])]), to: &state))
        #expect(state.count == 1000)
        #expect(state["p1"] == 7)
        #expect(state["new"] == nil)
    }
}
