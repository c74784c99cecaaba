import Jinja
import Testing

struct ContainerTests {
    @Test func aDictKeepsItsOrderAndTakesEqualNumbersForOneKey() throws {
        let dict = JinjaDict()
        try dict.set("b", to: 1)
        try dict.set(1, to: "int")
        try dict.set(.double(1), to: "float")
        try dict.set(.bool(true), to: "bool")
        #expect(dict.count == 2)
        #expect(dict.entries.map(\.value.stringValue) == [nil, "bool"])
        #expect(try dict.removeValue("b")?.intValue == 1)
        #expect(try dict.value(1)?.stringValue == "bool")
    }

    @Test func aListNestedDeeperThanAnyStackIsReleased() {
        var list = JinjaValue.list([])
        for _ in 0..<50_000 { list = .list([list]) }
        var dict = JinjaValue.dict([])
        for _ in 0..<20_000 { dict = .dict([("a", dict), ("b", [dict])]) }
        #expect(list.isTrue && dict.isTrue)
    }
}
