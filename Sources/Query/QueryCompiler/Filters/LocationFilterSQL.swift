internal import Foundation
internal import SQL
internal import SemanticModel

/// Filters on places as conditions on latitude and longitude, both in degrees.
///
/// Circles are measured as `type: distance` measures: along great circles of a sphere with the earth's mean radius, by
/// the haversine formula (R. W. Sinnott, "Virtues of the Haversine", Sky and Telescope 68, 1984).
struct LocationFilterSQL {
    let latitude: SQLExpression
    let longitude: SQLExpression

    func condition(_ filter: LocationFilter) -> SQLExpression {
        switch filter {
        case .isNull: "\(latitude) IS NULL OR \(longitude) IS NULL"
        case .isNotNull: "\(latitude) IS NOT NULL AND \(longitude) IS NOT NULL"
        case .point(let place):
            "\(latitude) = \(value: .double(place.latitude)) AND \(longitude) = \(value: .double(place.longitude))"
        case .box(let box): self.box(box)
        case .circle(let place, let distance, let units): circle(around: place, radians: distance / units.earthRadius)
        }
    }

    private func box(_ box: LocationBox) -> SQLExpression {
        let parallels: SQLExpression =
            "\(latitude) >= \(value: .double(box.south)) AND \(latitude) <= \(value: .double(box.north))"
        let fromWest: SQLExpression = "\(longitude) >= \(value: .double(box.west))"
        let toEast: SQLExpression = "\(longitude) <= \(value: .double(box.east))"
        let meridians: SQLExpression =
            box.west <= box.east ? "\(bare: fromWest) AND \(bare: toEast)" : "(\(bare: fromWest) OR \(bare: toEast))"
        return "\(bare: parallels) AND \(bare: meridians)"
    }

    /// - Parameter radians: The radius of the circle seen from the centre of the earth.
    private func circle(around place: Coordinates, radians: Double) -> SQLExpression {
        // Nothing is further away than the antipode.
        guard radians < .pi else { return condition(.isNotNull) }
        let degree = Double.pi / 180
        let north: SQLExpression = "(\(latitude) - \(value: .double(place.latitude))) * \(value: .double(degree / 2))"
        let east: SQLExpression = "(\(longitude) - \(value: .double(place.longitude))) * \(value: .double(degree / 2))"
        let shrinking: SQLExpression =
            "COS(\(latitude) * \(value: .double(degree))) * \(value: .double(cos(place.latitude * degree)))"
        let haversine: SQLExpression =
            "POWER(SIN(\(bare: north)), 2) + \(bare: shrinking) * POWER(SIN(\(bare: east)), 2)"
        // The parallels that the circle touches, a little wider: databases skip what lies outside before they calculate.
        let reach = radians / degree + 1e-6
        let ofRadius = sin(radians / 2)
        return """
            \(latitude) >= \(value: .double(place.latitude - reach)) \
            AND \(latitude) <= \(value: .double(place.latitude + reach)) \
            AND \(bare: haversine) <= \(value: .double(ofRadius * ofRadius))
            """
    }
}
