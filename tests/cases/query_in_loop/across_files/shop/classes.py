from shop.upstream import fetched

goods_classes = [{"code": "A", "title": "Food"}, {"code": "B", "title": "Tools"}]
goods_fetched = [*goods_classes, *fetched()]
