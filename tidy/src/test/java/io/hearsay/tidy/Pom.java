package io.hearsay.tidy;

import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** What a module's pom says about itself and its dependencies. */
record Pom(String module, String artifactId, List<Dependency> dependencies) {

    record Dependency(String groupId, String artifactId, String scope) {}

    static Pom of(String module) {
        Element project = parse(module);
        List<Dependency> dependencies = new ArrayList<>();
        for (Element list : children(project, "dependencies"))
            for (Element each : children(list, "dependency"))
                dependencies.add(new Dependency(
                        text(each, "groupId", ""), text(each, "artifactId", ""), text(each, "scope", "compile")));
        return new Pom(module, text(project, "artifactId", module), dependencies);
    }

    private static Element parse(String module) {
        try {
            return DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(Repository.root().resolve(module).resolve("pom.xml").toFile())
                    .getDocumentElement();
        } catch (Exception e) {
            throw new IllegalStateException("cannot read the pom of " + module, e);
        }
    }

    private static String text(Element parent, String name, String missing) {
        List<Element> found = children(parent, name);
        return found.isEmpty() ? missing : found.get(0).getTextContent().strip();
    }

    private static List<Element> children(Element parent, String name) {
        List<Element> found = new ArrayList<>();
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling())
            if (node instanceof Element element && element.getTagName().equals(name)) found.add(element);
        return found;
    }
}
