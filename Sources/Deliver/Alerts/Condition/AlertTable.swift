/// The result of a tile's query as a condition reads it. With pivots each cell of the table is a row of its own, that has the
/// values of the pivots beside those of the rows.
package struct AlertTable: Sendable, Equatable {
    package struct Column: Sendable, Equatable {
        /// `orders.count`
        package var name: String
        package var label: String
        /// Whether its values are numbers that can be compared.
        package var isNumeric: Bool
        /// Whether it names its row rather than says a number of it.
        package var isDimension: Bool
        /// For a dimension of time, how long its periods are.
        package var grain: AlertGrain?

        package init(
            name: String, label: String, isNumeric: Bool, isDimension: Bool = false, grain: AlertGrain? = nil
        ) {
            self.name = name
            self.label = label
            self.isNumeric = isNumeric
            self.isDimension = isDimension
            self.grain = grain
        }
    }

    package struct Cell: Sendable, Equatable {
        /// `nil` for NULL.
        package var text: String?
        /// `nil` for what is no number.
        package var number: Double?
        /// As people see it.
        package var shown: String?

        package init(text: String?, number: Double? = nil, shown: String? = nil) {
            self.text = text
            self.number = number
            self.shown = shown
        }
    }

    package var columns: [Column]
    /// Each as long as `columns`.
    package var rows: [[Cell]]
    /// What clocks in the query's time zone show, in microseconds since 1970-01-01 00:00.
    package var clock: Int64

    package init(columns: [Column], rows: [[Cell]], clock: Int64) {
        self.columns = columns
        self.rows = rows
        self.clock = clock
    }
}
