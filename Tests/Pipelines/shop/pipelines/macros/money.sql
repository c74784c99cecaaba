{% macro cents(column) %}{{ return(adapter.dispatch('cents')(column)) }}{% endmacro %}

{% macro default__cents(column) %}({{ column }} * 100){% endmacro %}

{% macro duckdb__cents(column) -%}
  cast({{ column }} * 100 as int)
{%- endmacro %}

{% test positive(model, column_name, max=none, min=0, flag=false) %}
select {{ column_name }} from {{ model }} where {{ column_name }} <= {{ min }}
{% endtest %}
