/** What networks learn from: knees in memory, tables and folders of cases, patches cut from knees as they are asked for. */
package condyle.data;
