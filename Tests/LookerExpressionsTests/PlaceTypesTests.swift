import LookerExpressions
import Testing

@Suite struct PlaceTypesTests {
    /// Of the fields, `n` is known to be a number, `s` a text; nobody knows what the others are.
    @Test(arguments: [
        ("${a}", [ExpressionType.any]), ("${a} + ${n}", [.number, .number]), ("-${a}", [.number]),
        ("${a} > 5", [.number]), ("${a} > ${b}", [.number, .number]), ("${a} = ${b}", [.any, .any]),
        ("${a} = 5", [.number]), ("\"x\" = ${a}", [.string]), ("${a} > ${s}", [.string, .string]),
        ("${a} = yes", [.yesNo]), ("NOT ${a} AND ${b}", [.yesNo, .yesNo]), ("${a} < date(2026, 1, 2)", [.date]),
        ("if(${a}, ${b}, 0)", [.yesNo, .number]), ("if(${a}, ${b}, \"x\")", [.yesNo, .string]),
        ("if(${a}, ${b}, ${c}) * 2", [.yesNo, .number, .number]), ("coalesce(${a}, ${n})", [.number, .number]),
        ("coalesce(${a}, ${b})", [.any, .any]), ("is_null(${a})", [.any]), ("concat(${a}, ${n})", [.any, .number]),
        ("substring(${a}, ${b}, 2)", [.string, .number]), ("add_days(${a}, ${b})", [.number, .date]),
        // The same field as a number and as it is.
        ("if(${a} > 5, ${a}, \"few\")", [.number, .string]),
    ]) func `a place says what it takes`(_ text: String, _ types: [ExpressionType]) throws {
        let expression = try #require(ExpressionParser.parse(text).expression)
        var fields: [String: ExpressionScope.Field] = [:]
        for (name, type) in [("a", ExpressionType.any), ("b", .any), ("c", .any), ("n", .number), ("s", .string)] {
            fields[name] = ExpressionScope.Field(type: type, role: .dimension)
        }
        let scope = ExpressionScope(use: .derivedProperty, fields: fields)
        #expect(ExpressionChecker.check(expression, in: scope).problems.isEmpty)
        let places = PlaceTypes(of: expression, in: scope)
        #expect(expression.fields.map { places.type(at: $0.span) } == types)
    }
}
