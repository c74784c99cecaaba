internal import LookML

extension FieldBuilder {
    /// A location with its coordinates, which only SQL may name, and the measures that a map needs for its frame.
    func location(_ object: NamedObject) -> [ResolvedField] {
        guard let latitude = sql(object, "sql_latitude"), let longitude = sql(object, "sql_longitude") else {
            let missing = object.item("sql_latitude") == nil ? "sql_latitude" : "sql_longitude"
            reportMissing(missing, object, "The location")
            return []
        }
        let (north, east) = Self.coordinates(of: "\(alias).\(object.name)")
        var draft = Draft(
            shortName: object.name, category: .dimension, type: "location",
            kind: .plain(
                SQLTemplate(
                    parts: [
                        .text("CASE WHEN "), .field(north), .text(" IS NOT NULL AND "), .field(east),
                        .text(" IS NOT NULL THEN CONCAT("), .field(north), .text(", ',', "), .field(east),
                        .text(") END"),
                    ], view: alias, location: object.location), .string),
            labelShort: label(object))
        draft.references = latitude.references + longitude.references
        draft.details = FieldDetails()
        draft.details?.geography = .location(latitude: latitude.sql, longitude: longitude.sql)
        (draft.groupLabel, draft.groupVariant) = grouping(object, labelShort: draft.labelShort)
        var fields = [field(object, draft)]
        for (axis, sql) in [("latitude", latitude), ("longitude", longitude)] {
            fields.append(helper(object, axis: axis, sql))
            for function in [Measure.Aggregate.min, .max] { fields.append(frame(object, axis, sql, function)) }
        }
        // Who may not know a place may not know one half of it either.
        for index in fields.indices { fields[index].references = draft.references }
        return fields
    }

    /// The full names of the two halves of a location.
    private static func coordinates(of location: String) -> (latitude: String, longitude: String) {
        (location + "__latitude", location + "__longitude")
    }

    private func helper(_ object: NamedObject, axis: String, _ sql: CutTemplate) -> ResolvedField {
        let bare = NamedObject(name: "\(object.name)__\(axis)", location: object.location, items: grants(object))
        var draft = Draft(
            shortName: bare.name, category: .dimension, type: "number", kind: .plain(sql.sql, .number),
            labelShort: Labels.humanised(bare.name))
        draft.isHidden = true
        var field = field(bare, draft)
        field.isInternal = true
        field.isGenerated = true
        return field
    }

    private func frame(
        _ object: NamedObject, _ axis: String, _ sql: CutTemplate, _ function: Measure.Aggregate
    ) -> ResolvedField {
        let bare = NamedObject(
            name: "\(object.name)_\(axis)_\(function.rawValue)", location: object.location, items: grants(object))
        var draft = Draft(
            shortName: bare.name, category: .measure, type: function.rawValue,
            kind: .measure(
                Measure(form: .aggregate(function, sql: sql.sql), filters: [], distinctKey: nil, percentile: nil)),
            labelShort: Labels.humanised(bare.name))
        draft.level = .aggregate
        draft.isHidden = true
        var field = field(bare, draft)
        field.isGenerated = true
        return field
    }

    private func grants(_ object: NamedObject) -> [LookMLItem] { object.items("required_access_grants") }

    /// The great circle between two locations by the haversine formula, in functions that every database has.
    func addDistance(_ object: NamedObject, _ draft: inout Draft) -> Bool {
        guard let start = object.token("start_location_field"), let end = object.token("end_location_field") else {
            let missing = object.item("start_location_field") == nil ? "start_location_field" : "end_location_field"
            reportMissing(missing, object, "The distance")
            return false
        }
        let units = object.text("units").flatMap(DistanceUnit.init(rawValue:)) ?? .miles
        let (from, to) = (qualified(start.value), qualified(end.value))
        for (parameter, token, name) in [("start_location_field", start, from), ("end_location_field", end, to)] {
            draft.mentions.append(
                Mention(use: .location, parameter: parameter, name: name, location: token.location))
        }
        let (north1, east1) = Self.coordinates(of: from)
        let (north2, east2) = Self.coordinates(of: to)
        // Half a degree, and a degree, in radians. Rounding may lead past 1, where ASIN has no value; LEAST would take an
        // unknown place for the antipode.
        let (half, degree) = ("0.008726646259971648", "0.017453292519943295")
        let parts: [SQLTemplate.Part] = [
            .text("\(2 * units.earthRadius) * ASIN(1 - ABS(1 - SQRT(POWER(SIN(("), .field(north2), .text(" - "),
            .field(north1), .text(") * \(half)), 2) + COS("), .field(north1), .text(" * \(degree)) * COS("),
            .field(north2), .text(" * \(degree)) * POWER(SIN(("), .field(east2), .text(" - "), .field(east1),
            .text(") * \(half)), 2))))"),
        ]
        draft.kind = .plain(SQLTemplate(parts: parts, view: alias, location: object.location), .number)
        draft.details = FieldDetails()
        draft.details?.geography = .distance(from: from, to: to, units: units)
        draft.defaultFormat = "#,##0.00\" \(units.symbol)\""
        return true
    }
}
