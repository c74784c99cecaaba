package import LookML

/// A dimension, measure, filter or parameter of an explore, with every default filled in.
package struct Field: Sendable {
    package enum Category: String, Sendable { case dimension, measure, filter, parameter }

    /// `view.field`, the view by its alias in the explore.
    package var name: String
    package var view: String
    package var shortName: String
    package var category: Category
    /// The type as Looker's API names it: `string`, `number`, `yesno`, `date_date`, `date_week`, `tier`, `sum` …
    package var type: String
    package var kind: FieldKind
    /// "Orders Created Date"
    package var label: String
    /// "Created Date"
    package var labelShort: String
    /// "Orders"
    package var viewLabel: String
    package var fieldGroupLabel: String?
    package var fieldGroupVariant: String?
    /// `view.group` for the members of a dimension group.
    package var dimensionGroup: String?
    package var description: String?
    package var hidden: Bool
    package var primaryKey: Bool
    /// An Excel pattern; named formats are resolved into it.
    package var valueFormat: String?
    package var valueFormatName: String?
    package var drillFields: [String]
    package var tags: [String]
    package var suggestions: [String]?
    package var location: SourceLocation
    /// Access grants without all of which the field does not exist for a user: its own, those of its view and join, and
    /// those of every field that it stands on.
    package var requiredGrants: [String] = []
    /// One element, or none for a field that leaves everything out: projects have a hundred thousand such fields.
    private var rare: [FieldDetails] = []

    /// What most fields leave out.
    package var details: FieldDetails {
        get { rare.first ?? FieldDetails() }
        set { rare = newValue == FieldDetails() ? [] : [newValue] }
    }

    package init(
        name: String, view: String, shortName: String, category: Category, type: String, kind: FieldKind, label: String,
        labelShort: String, viewLabel: String, fieldGroupLabel: String?, fieldGroupVariant: String?,
        dimensionGroup: String?, description: String?, hidden: Bool, primaryKey: Bool, valueFormat: String?,
        valueFormatName: String?, drillFields: [String], tags: [String], suggestions: [String]?,
        location: SourceLocation
    ) {
        self.name = name
        self.view = view
        self.shortName = shortName
        self.category = category
        self.type = type
        self.kind = kind
        self.label = label
        self.labelShort = labelShort
        self.viewLabel = viewLabel
        self.fieldGroupLabel = fieldGroupLabel
        self.fieldGroupVariant = fieldGroupVariant
        self.dimensionGroup = dimensionGroup
        self.description = description
        self.hidden = hidden
        self.primaryKey = primaryKey
        self.valueFormat = valueFormat
        self.valueFormatName = valueFormatName
        self.drillFields = drillFields
        self.tags = tags
        self.suggestions = suggestions
        self.location = location
    }
}

/// What a field computes.
package enum FieldKind: Sendable {
    /// Text, a number or another plain value: its SQL as is.
    case plain(SQLTemplate, ValueType)
    /// A condition; selected as Yes or No.
    case yesno(SQLTemplate)
    /// One timeframe of a time column.
    case timeframe(Timeframe, SQLTemplate, TimeColumn)
    /// Complete intervals between two times.
    case duration(DurationUnit, start: SQLTemplate, end: SQLTemplate)
    /// `tier` and `bin`: ranges between the bounds.
    case tier(SQLTemplate, bounds: [Double], style: TierStyle)
    /// `case`: the first condition that holds gives its label.
    case cases([(condition: SQLTemplate, label: String)], otherwise: String?)
    case measure(Measure)
    /// A filter-only field with its optional condition, or a parameter.
    case filterOnly(ValueType, SQLTemplate?)
}

package enum ValueType: String, Sendable { case string, number, yesno, date, zipcode }

package enum TierStyle: String, Sendable { case classic, interval, integer, relational }

package enum DurationUnit: String, Sendable, CaseIterable { case year, quarter, month, week, day, hour, minute, second }

/// How a time column is stored.
package struct TimeColumn: Sendable, Hashable {
    package enum DataType: String, Sendable { case datetime, timestamp, date, epoch, yyyymmdd }

    package var dataType: DataType
    /// Whether it is converted from the database's zone to the query's.
    package var convertsZone: Bool

    package init(dataType: DataType, convertsZone: Bool) {
        self.dataType = dataType
        self.convertsZone = convertsZone
    }
}

/// The timeframes of a dimension group; `name` is LookML's.
package enum Timeframe: Sendable, Hashable {
    case raw, time, second, millisecond, microsecond, minute, hour, date, week, month, quarter, year
    /// `minute15`, `hour6`
    case minutes(Int), hours(Int)
    case fiscalYear, fiscalQuarter, fiscalMonthNum, fiscalQuarterOfYear
    case dayOfWeek, dayOfWeekIndex, dayOfMonth, dayOfYear, weekOfYear
    case hourOfDay, timeOfDay, monthNum, monthName, quarterOfYear, yesno
}

/// An aggregate over rows, or a calculation over such aggregates.
package struct Measure: Sendable {
    package enum Aggregate: String, Sendable {
        case count, countDistinct = "count_distinct", sum, average, min, max, median, percentile, list
        case sumDistinct = "sum_distinct", averageDistinct = "average_distinct", medianDistinct = "median_distinct"
        case percentileDistinct = "percentile_distinct"
    }
    package enum Form: Sendable {
        /// `sql` is nil only for `count`.
        case aggregate(Aggregate, sql: SQLTemplate?)
        /// `number`, `string`, `yesno`, `date`: an expression over other fields.
        case expression(SQLTemplate, ValueType)
    }

    package var form: Form
    /// Rows that count: full field names and filter expressions.
    package var filters: [FieldFilterText]
    /// `sql_distinct_key`
    package var distinctKey: SQLTemplate?
    /// For percentiles, 0 to 100.
    package var percentile: Double?
    /// What is done to the numbers of `form` once the rows of the result are there.
    package var calculation: ResultCalculation?
    /// For `count_distinct`.
    package var approximation = Approximation()
    /// What the SQL of a date gives, where its author says so (`datatype`, `convert_tz`).
    package var time: TimeColumn?

    package init(form: Form, filters: [FieldFilterText], distinctKey: SQLTemplate?, percentile: Double?) {
        self.form = form
        self.filters = filters
        self.distinctKey = distinctKey
        self.percentile = percentile
    }
}
