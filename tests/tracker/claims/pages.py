"""Pages in the papers' manner and in our own words, about places of a small tree."""

STREET, OTHER, COUNTY, VILLAGE = "410871061", "410871060", "410871", "410871061201"

REPORT = """青石街道 支部创星见实效

本报记者 赵明

青石街道今年以来坚持党建引领,把“五星”支部创建摆在重要位置。该街道2022年创成农村四星支部2个、三星支部5个,三星以上支部占58%。

青石街道2023年农村计划创成五星支部1个、四星支部6个。
"""
# The same place by a name that the gazetteer does not know yet.
NICKNAME = """石头街 支部创星见实效

本报记者 赵明

石头街2022年创成农村四星支部3个。
"""
